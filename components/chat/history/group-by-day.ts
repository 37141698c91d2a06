import type { Chat } from '../../../utils/storage/database';

/** How long ago something was, in the user's own days. */
type Age = 'today' | 'yesterday' | 'week' | 'year' | 'older';

export interface ChatGroup {
  /** Its kind, and which month. */
  key: string;
  kind: 'pinned' | 'today' | 'yesterday' | 'week' | 'month';
  /** Milliseconds since 1970, within the month of such a group. */
  at: number;
  chats: Chat[];
}

/** Days back that still count as the last seven. */
const weekDays = 6;

/** The beginning of the day that is so many days before another; by the calendar, since not every day has 24 hours. */
function dayBefore(now: number, days: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - days).getTime();
}

/** What lies in the future, where the clock was set back, is of today. */
export function ageOf(at: number, now: number): Age {
  if (at >= dayBefore(now, 0)) return 'today';
  if (at >= dayBefore(now, 1)) return 'yesterday';
  if (at >= dayBefore(now, weekDays)) return 'week';
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? 'year' : 'older';
}

/**
 * Chats under the day or the month in which they were used last, the pinned ones before all others.
 * @param chats the latest first; each group keeps their order.
 * @param now milliseconds since 1970.
 */
export function groupByDay(chats: readonly Chat[], now: number): ChatGroup[] {
  const groups = new Map<string, ChatGroup>();
  const add = (key: string, kind: ChatGroup['kind'], chat: Chat) => {
    const group = groups.get(key) ?? { key, kind, at: chat.updatedAt, chats: [] };
    group.chats.push(chat);
    groups.set(key, group);
  };
  const pinned = chats.filter(({ pinnedAt }) => pinnedAt !== undefined);
  for (const chat of pinned) add('pinned', 'pinned', chat);
  for (const chat of chats) {
    if (chat.pinnedAt !== undefined) continue;
    const age = ageOf(chat.updatedAt, now);
    const day = new Date(chat.updatedAt);
    if (age === 'year' || age === 'older') add(`${day.getFullYear()} ${day.getMonth()}`, 'month', chat);
    else add(age, age, chat);
  }
  return [...groups.values()];
}
