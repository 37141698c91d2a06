import { Scissors } from 'lucide-react';
import { hostOf } from '../../utils/shared/host-of';
import type { Source } from '../../utils/sources/source';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';

const extractorTexts = {
  article: 'source.extractor.article',
  'main region': 'source.extractor.mainRegion',
  'whole page': 'source.extractor.wholePage',
} as const;

/** What was read of a source, and what was left out. */
export function SourceReceiptCard({
  source,
  onChoosePart,
}: {
  source: Source;
  onChoosePart?: (source: Source) => void;
}) {
  const { t, number, locale } = useTexts();
  const { receipt } = source;
  const extractorText = receipt && extractorTexts[receipt.extractor as keyof typeof extractorTexts];
  const lines = [
    t('source.size', { characters: number(source.characterCount), tokens: number(source.tokenCount) }),
    receipt?.partOfCharacters === undefined
      ? t('source.whole')
      : t('source.part', {
          characters: number(source.characterCount),
          whole: number(receipt.partOfCharacters),
        }),
    extractorText && t('source.region', { extractor: t(extractorText) }),
    receipt &&
      receipt.leftOutCharacters > 0 &&
      t('source.leftOut', { count: number(receipt.leftOutCharacters) }),
    receipt &&
      receipt.hiddenCharacters > 0 &&
      t('source.hidden', { count: number(receipt.hiddenCharacters) }),
    new Date(source.readAt).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' }),
  ].filter((line): line is string => Boolean(line));
  return (
    <div className="text-[13px]">
      <p className="font-medium [overflow-wrap:anywhere]">{source.title}</p>
      <p className="mb-2 text-xs text-muted [overflow-wrap:anywhere]">{hostOf(source.url)}</p>
      <ul className="space-y-0.5 text-xs text-muted tabular-nums">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {onChoosePart && (
        <Button
          className="mt-3"
          icon={<Scissors aria-hidden className="size-3.5" />}
          onClick={() => onChoosePart(source)}
        >
          {t('action.choosePart')}
        </Button>
      )}
    </div>
  );
}
