import type { Locale, Texts } from '../../ui/i18n';
import { ageOf, type ChatGroup } from './group-by-day';

/** How times are written: no more of them than is needed beside today. */
const formats = {
  time: { hour: 'numeric', minute: '2-digit' },
  weekday: { weekday: 'short' },
  year: { month: 'short', day: 'numeric' },
  older: { year: 'numeric', month: 'short', day: 'numeric' },
  month: { month: 'long' },
  // Chinese spells its months out where they are long: 十一月.
  shortMonth: { month: 'short' },
  monthOfYear: { year: 'numeric', month: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const made = new Map<string, Intl.DateTimeFormat>();

/** Making one takes as long as a hundred uses. */
function formatOf(locale: Locale, name: keyof typeof formats): Intl.DateTimeFormat {
  const key = `${locale} ${name}`;
  const known = made.get(key) ?? new Intl.DateTimeFormat(locale, formats[name]);
  made.set(key, known);
  return known;
}

/** When a chat was used last. @param isUnderItsDay the day stands above it. */
export function sayWhen(at: number, now: number, locale: Locale, isUnderItsDay = false): string {
  const age = ageOf(at, now);
  if (age === 'year' || age === 'older') return formatOf(locale, age).format(at);
  const time = formatOf(locale, 'time').format(at);
  if (age === 'today' || (age === 'yesterday' && isUnderItsDay)) return time;
  return `${formatOf(locale, 'weekday').format(at)} ${time}`;
}

/** What stands above a group. */
export function sayGroup({ kind, at }: ChatGroup, now: number, { t, locale }: Texts): string {
  if (kind === 'pinned') return t('history.pinned');
  if (kind === 'today') return t('history.today');
  if (kind === 'yesterday') return t('history.yesterday');
  if (kind === 'week') return t('history.week');
  if (ageOf(at, now) === 'older') return formatOf(locale, 'monthOfYear').format(at);
  return formatOf(locale, locale === 'zh-CN' ? 'shortMonth' : 'month').format(at);
}
