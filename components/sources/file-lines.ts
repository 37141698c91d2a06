import type { SourceReceipt } from '../../utils/sources/source';
import type { Texts } from '../ui/i18n';
import { partCountTexts, partTexts, remarkTexts, unreadTexts } from './part-texts';

/** Names of parts that a line may list; the rest are counted. */
const mostListed = 8;

/** What a receipt says of a file: what it is, how many parts were read, and which were not, and why. */
export function fileLines(receipt: SourceReceipt, { t, number }: Texts): string[] {
  const { format, parts, unreadParts = [], recognisedParts, remarks = [] } = receipt;
  if (!format) return [];
  const byReason = Map.groupBy(unreadParts, ({ reason }) => reason);
  return [
    parts ? `${format} · ${t(partCountTexts[parts.kind], { count: parts.count })}` : format,
    ...(recognisedParts ? [t('file.recognised', { count: number(recognisedParts) })] : []),
    ...remarks.map(({ kind, count }) => t(remarkTexts[kind], { count })),
    ...[...byReason].map(([reason, unread]) => {
      const listed = unread.slice(0, mostListed).map(({ kind, label }) => t(partTexts[kind], { label }));
      const rest = unread.length - listed.length;
      return t(unreadTexts[reason], {
        parts: listed.join(t('list.separator')) + (rest > 0 ? t('list.more', { count: number(rest) }) : ''),
      });
    }),
  ];
}
