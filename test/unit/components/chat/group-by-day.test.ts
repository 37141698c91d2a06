import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ageOf, groupByDay } from '../../../../components/chat/history/group-by-day.ts';
import { sayGroup, sayWhen } from '../../../../components/chat/history/say-when.ts';
import { createTexts } from '../../../../components/ui/i18n.ts';
import { makeChat } from '../../../helpers/make-chat.ts';

const zone = process.env.TZ;
const inZone = (name: string) => {
  beforeAll(() => {
    process.env.TZ = name;
  });
  afterAll(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
};
const at = (text: string) => new Date(text).getTime();

describe('an age, by the calendar', () => {
  inZone('Europe/Berlin');
  it.each([
    ['2026-11-27T00:00', 'today'],
    ['2026-11-26T23:59', 'yesterday'],
    ['2026-11-26T00:00', 'yesterday'],
    ['2026-11-25T23:59', 'week'],
    ['2026-11-21T00:00', 'week'],
    ['2026-11-20T23:59', 'year'],
    ['2026-01-01T00:00', 'year'],
    ['2025-12-31T23:59', 'older'],
    // The clock was set back since.
    ['2026-12-24T12:00', 'today'],
  ])('%s is of %s', (then, age) => {
    expect(ageOf(at(then), at('2026-11-27T12:00'))).toBe(age);
  });
});

describe('days that have no 24 hours', () => {
  inZone('America/New_York');
  it('in autumn, 25', () => {
    // The clock goes back at two on 1 November 2026.
    const now = at('2026-11-01T23:30');
    expect(ageOf(at('2026-11-01T00:10'), now)).toBe('today');
    expect(ageOf(at('2026-10-31T23:50'), now)).toBe('yesterday');
    expect(ageOf(at('2026-10-31T00:10'), at('2026-11-01T00:30'))).toBe('yesterday');
    expect(ageOf(at('2026-10-26T00:10'), now)).toBe('week');
    expect(ageOf(at('2026-10-25T23:50'), now)).toBe('year');
  });
  it('in spring, 23', () => {
    // And forward at two on 8 March 2026.
    const now = at('2026-03-09T00:10');
    expect(ageOf(at('2026-03-08T00:10'), now)).toBe('yesterday');
    expect(ageOf(at('2026-03-07T23:50'), now)).toBe('week');
    expect(ageOf(at('2026-03-03T00:05'), now)).toBe('week');
    expect(ageOf(at('2026-03-02T23:55'), now)).toBe('year');
  });
});

describe('groups', () => {
  inZone('Asia/Shanghai');
  const now = at('2026-11-27T12:00+08:00');
  const chats = [
    ['a', '2026-11-27T09:05'],
    ['b', '2026-11-27T08:00'],
    ['c', '2026-11-26T18:30'],
    ['d', '2026-11-24T18:30'],
    ['e', '2026-11-03T10:00'],
    ['f', '2026-10-30T10:00'],
    ['g', '2026-10-02T10:00'],
    ['h', '2025-10-15T10:00'],
  ].map(([id, time]) => makeChat(id!, { updatedAt: at(`${time}+08:00`) }));
  const pinned = makeChat('p', { updatedAt: at('2025-10-16T10:00+08:00'), pinnedAt: now });
  const grouped = () => groupByDay([...chats.slice(0, 7), pinned, chats[7]!], now);

  it('put the pinned ones first, and every chat in one place, in its order', () => {
    const all = grouped();
    expect(all.map(({ chats: own }) => own.map(({ id }) => id).join(''))).toEqual([
      'p',
      'ab',
      'c',
      'd',
      'e',
      'fg',
      'h',
    ]);
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  });
  it.each([
    ['en', ['Pinned', 'Today', 'Yesterday', 'Last 7 days', 'November', 'October', 'October 2025']],
    ['zh-CN', ['置顶', '今天', '昨天', '最近 7 天', '11月', '10月', '2025年10月']],
  ] as const)('are named in %s', (locale, names) => {
    expect(grouped().map((group) => sayGroup(group, now, createTexts(locale)))).toEqual(names);
  });
  it('tell no more of a time than is needed', () => {
    const said = (locale: 'en' | 'zh-CN', isUnderItsDay: boolean) =>
      chats.map(({ updatedAt }) => sayWhen(updatedAt, now, locale, isUnderItsDay).replace(/\s/g, ' '));
    expect(said('en', true)).toEqual([
      '9:05 AM',
      '8:00 AM',
      '6:30 PM',
      'Tue 6:30 PM',
      'Nov 3',
      'Oct 30',
      'Oct 2',
      'Oct 15, 2025',
    ]);
    expect(said('zh-CN', false)).toEqual([
      '9:05',
      '8:00',
      '周四 18:30',
      '周二 18:30',
      '11月3日',
      '10月30日',
      '10月2日',
      '2025年10月15日',
    ]);
  });
  it('are none of no chats', () => {
    expect(groupByDay([], now)).toEqual([]);
  });
});
