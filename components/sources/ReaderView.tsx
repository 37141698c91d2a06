import { Check, Copy, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { PartKind } from '../../utils/files/file-format';
import type { Source } from '../../utils/sources/source';
import { database } from '../../utils/storage/database';
import { loadSourceText } from '../../utils/storage/sources';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { Select } from '../ui/Select';
import { useLiveQuery } from '../ui/use-live-query';
import { partTexts } from './part-texts';
import type { PassagePlace } from './passage-place';
import { splitPieces } from './split-pieces';

/** Parts whose beginning the text itself names. */
const standsInText = new Set<PartKind>(['page', 'slide', 'sheet']);

/** Where each piece begins in the text. */
const startsOf = (pieces: readonly { text: string }[]): number[] => {
  let at = 0;
  return pieces.map(({ text }) => {
    const start = at;
    at += text.length;
    return start;
  });
};

/** A piece of the text, with what of the passage stands in it marked. */
function PieceText({
  text,
  start,
  place,
  markRef,
}: {
  text: string;
  start: number;
  place: PassagePlace | undefined;
  markRef: RefObject<HTMLElement | null>;
}) {
  const from = Math.max(0, (place?.start ?? 0) - start);
  const to = Math.min(text.length, (place?.end ?? 0) - start);
  if (!place || from >= to) return text;
  return (
    <>
      {text.slice(0, from)}
      <mark
        // The first of several is where the passage begins.
        ref={place.start >= start ? markRef : undefined}
        data-testid="reader-passage"
        className="rounded-sm bg-accent-soft text-text outline-2 outline-accent-soft"
      >
        {text.slice(from, to)}
      </mark>
      {text.slice(to)}
    </>
  );
}

/** What the model sees of a source: the exact Markdown, to the letter. */
export function ReaderView({
  source,
  place,
  onClose,
}: {
  source: Source;
  /** A passage to begin with: it is marked. */
  place?: PassagePlace | undefined;
  onClose: () => void;
}) {
  const { t, number } = useTexts();
  const [text, setText] = useState('');
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => void loadSourceText(source.id).then((loaded) => setText(loaded.text)), [source.id]);
  const stored = useLiveQuery(() => database.marks.get(source.textHash), [source.textHash]);
  const marks = useMemo(() => stored?.marks ?? [], [stored]);
  const pieces = useMemo(() => splitPieces(text, marks), [text, marks]);
  const starts = useMemo(() => startsOf(pieces), [pieces]);
  const body = useRef<HTMLDivElement>(null);
  const passage = useRef<HTMLElement>(null);
  const isThere = text.length > 0;
  // Twice: pieces that were never drawn have a guessed height until the first look at them.
  useEffect(() => {
    if (!isThere || !place) return;
    const show = () => passage.current?.scrollIntoView({ block: 'center' });
    show();
    const frame = requestAnimationFrame(() => requestAnimationFrame(show));
    return () => cancelAnimationFrame(frame);
  }, [isThere, place]);
  const jumpTo = (mark: number) =>
    body.current?.querySelector(`[data-mark="${mark}"]`)?.scrollIntoView({ block: 'start' });
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          data-testid="reader-view"
          className="fixed inset-0 z-40 flex flex-col bg-page outline-none"
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            body.current?.focus();
          }}
        >
          <div className="flex items-center gap-1 pt-2 pr-2 pl-4">
            <div className="min-w-0 flex-1">
              <Dialog.Title className="truncate text-[13px] font-semibold" title={source.title}>
                {source.title}
              </Dialog.Title>
            </div>
            <Button
              look="quiet"
              icon={
                isCopied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />
              }
              iconLabel={isCopied ? t('action.copied') : t('action.copy')}
              onClick={() => void navigator.clipboard.writeText(text).then(() => setIsCopied(true))}
            />
            <Button
              look="quiet"
              icon={<X aria-hidden className="size-4" />}
              iconLabel={t('action.close')}
              onClick={onClose}
            />
          </div>
          <div className="flex min-h-9 items-center justify-between gap-2 border-b border-line py-1 pr-3 pl-4">
            <Dialog.Description className="truncate text-xs text-muted tabular-nums">
              {t('reader.hint', { characters: number(source.characterCount) })}
            </Dialog.Description>
            {marks.length > 1 && (
              <Select
                data-testid="reader-jump"
                aria-label={t('reader.jump')}
                className="h-7 max-w-44 truncate rounded-md bg-surface pl-2 text-xs outline-none hover:bg-surface-2 focus-visible:ring-1 focus-visible:ring-accent"
                onChange={(event) => jumpTo(Number(event.target.value))}
              >
                {marks.map((mark) => (
                  <option key={mark.start} value={mark.start}>
                    {t(partTexts[mark.kind], { label: mark.label })}
                  </option>
                ))}
              </Select>
            )}
          </div>
          {place?.note && (
            <p role="status" data-testid="reader-note" className="bg-warn-soft px-4 py-2 text-xs text-text">
              {t(place.note)}
            </p>
          )}
          <div
            ref={body}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that is scrolled with the keyboard
            tabIndex={0}
            data-testid="reader-text"
            className="thin-scroll min-h-0 flex-1 overflow-y-auto px-4 py-3 font-mono outline-none text-xs leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap"
          >
            {pieces.map(({ text: piece, mark }, index) => (
              <div
                // The pieces of one text never change places.
                // biome-ignore lint/suspicious/noArrayIndexKey: see above
                key={index}
                data-mark={mark?.start}
                className="[contain-intrinsic-size:auto_1000px] [content-visibility:auto]"
              >
                {mark && (
                  <div className="mt-3 mb-1 border-t border-line pt-2 font-sans text-[11px] font-medium text-muted select-none">
                    {!standsInText.has(mark.kind) && t(partTexts[mark.kind], { label: mark.label })}
                  </div>
                )}
                <PieceText text={piece} start={starts[index]!} place={place} markRef={passage} />
              </div>
            ))}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
