import { AppWindow, Eye, Link2, Maximize2, RotateCw, Scissors } from 'lucide-react';
import { Popover } from 'radix-ui';
import { hostOf } from '../../utils/shared/host-of';
import type { Source } from '../../utils/sources/source';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { fileLines } from './file-lines';

const extractorTexts = {
  'main text': 'source.extractor.mainText',
  'whole page': 'source.extractor.wholePage',
} as const;

/** What can be done with a source that was read; absent where it makes no sense. */
export interface SourceActions {
  onView?: ((source: Source) => void) | undefined;
  onReadAgain?: ((source: Source) => void) | undefined;
  /** Reads a linked page in a tab of its own, with its scripts, styles and frames. */
  onReadInTab?: ((source: Source) => void) | undefined;
  onUseWhole?: ((source: Source) => void) | undefined;
  onLinks?: ((source: Source) => void) | undefined;
  onChoosePart?: ((source: Source) => void) | undefined;
}

/** What was read of a source, and what was left out. Stands in a popover. */
export function SourceReceiptCard({
  source,
  onView,
  onReadAgain,
  onReadInTab,
  onUseWhole,
  onLinks,
  onChoosePart,
}: SourceActions & { source: Source }) {
  const texts = useTexts();
  const { t, number, locale } = texts;
  const { receipt } = source;
  const unread = receipt?.unreadFrameHosts ?? [];
  const mayHaveMore = source.kind === 'tab' && (unread.length > 0 || receipt?.isUnfinished);
  const extractorText = receipt && extractorTexts[receipt.extractor as keyof typeof extractorTexts];
  const lines = [
    t('source.size', { characters: number(source.characterCount), tokens: number(source.tokenCount) }),
    receipt?.partOfCharacters === undefined
      ? unread.length === 0 && !receipt?.isUnfinished && !receipt?.unreadParts && t('source.whole')
      : t('source.part', {
          characters: number(source.characterCount),
          whole: number(receipt.partOfCharacters),
        }),
    ...(receipt ? fileLines(receipt, texts) : []),
    extractorText && t('source.region', { extractor: t(extractorText) }),
    receipt &&
      receipt.leftOutCharacters > 0 &&
      t('source.leftOut', { count: number(receipt.leftOutCharacters) }),
    unread.length > 0 &&
      t('source.frames', { count: unread.length, hosts: [...new Set(unread)].slice(0, 5).join(', ') }),
    receipt?.isUnfinished && t('source.unfinished'),
    receipt?.wasFetched && t('source.fetched'),
    receipt &&
      receipt.hiddenCharacters > 0 &&
      t('source.hidden', { count: number(receipt.hiddenCharacters) }),
    new Date(source.readAt).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' }),
  ].filter((line): line is string => Boolean(line));
  const actions = [
    [onView, Eye, 'source.view'],
    [mayHaveMore ? onReadAgain : undefined, RotateCw, 'action.readAgain'],
    [receipt?.wasFetched ? onReadInTab : undefined, AppWindow, 'source.readInTab'],
    [(receipt?.leftOutCharacters ?? 0) > 0 ? onUseWhole : undefined, Maximize2, 'source.useWhole'],
    [source.kind === 'file' || source.isFile ? undefined : onLinks, Link2, 'source.links'],
    [onChoosePart, Scissors, 'action.choosePart'],
  ] as const;
  return (
    <div data-testid="receipt" className="text-[13px]">
      <p className="font-medium [overflow-wrap:anywhere]">{source.title}</p>
      <p className="mb-2 text-xs text-muted [overflow-wrap:anywhere]">
        {source.containerName ? t('file.inside', { name: source.containerName }) : hostOf(source.url)}
      </p>
      <ul className="space-y-0.5 text-xs text-muted tabular-nums">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap gap-1.5">
        {actions.map(
          ([onAct, Icon, label]) =>
            onAct && (
              // What comes next stands in its own place: the card is done.
              <Popover.Close key={label} asChild>
                <Button
                  data-testid={label}
                  icon={<Icon aria-hidden className="size-3.5" />}
                  onClick={() => onAct(source)}
                >
                  {t(label)}
                </Button>
              </Popover.Close>
            ),
        )}
      </div>
    </div>
  );
}
