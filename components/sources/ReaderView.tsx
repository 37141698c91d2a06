import { Check, Copy, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useMemo, useState } from 'react';
import type { Source } from '../../utils/sources/source';
import { loadSourceText } from '../../utils/storage/sources';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';

/** Drawn piece by piece as it is scrolled to, so that a book opens at once (characters). */
const pieceLength = 8000;

/** Pieces that end at a line's end. Joined they are the text. */
function splitPieces(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const line = text.indexOf('\n', at + pieceLength);
    const end = line < 0 ? text.length : line + 1;
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}

/** What the model sees of a source: the exact Markdown, to the letter. */
export function ReaderView({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t, number } = useTexts();
  const [text, setText] = useState('');
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => void loadSourceText(source.id).then((loaded) => setText(loaded.text)), [source.id]);
  const pieces = useMemo(() => splitPieces(text), [text]);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          data-testid="reader-view"
          className="fixed inset-0 z-40 flex flex-col bg-page outline-none"
        >
          <div className="flex items-center gap-1 border-b border-line py-2 pr-2 pl-4">
            <div className="min-w-0 flex-1">
              <Dialog.Title className="truncate text-[13px] font-semibold" title={source.title}>
                {source.title}
              </Dialog.Title>
              <Dialog.Description className="truncate text-xs text-muted tabular-nums">
                {t('reader.hint', { characters: number(source.characterCount) })}
              </Dialog.Description>
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
          <div
            data-testid="reader-text"
            className="thin-scroll min-h-0 flex-1 overflow-y-auto px-4 py-3 font-mono text-xs leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap"
          >
            {pieces.map((piece, index) => (
              <div
                // The pieces of one text never change places.
                // biome-ignore lint/suspicious/noArrayIndexKey: see above
                key={index}
                className="[contain-intrinsic-size:auto_4000px] [content-visibility:auto]"
              >
                {piece}
              </div>
            ))}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
