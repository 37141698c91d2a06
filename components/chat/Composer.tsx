import { ArrowUp, Square } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { isImeEnter } from './is-ime-enter';

interface ComposerProps {
  text: string;
  placeholder: string;
  isAnswering: boolean;
  /** Chips above the text. */
  children?: ReactNode;
  /** Only the first line of the chips is shown: they stand elsewhere as well. */
  isFolded?: boolean;
  /** Below the text, left of the button. */
  footer?: ReactNode;
  onChange: (text: string) => void;
  onSend: () => void;
  onStop: () => void;
  /** An @ at the beginning of a word: a tab is meant. */
  onMention: () => void;
}

/** The question field. Enter sends, Shift+Enter breaks the line, Enter that ends an IME composition does neither. */
export function Composer({
  text,
  placeholder,
  isAnswering,
  children,
  isFolded = false,
  footer,
  onChange,
  onSend,
  onStop,
  onMention,
}: ComposerProps) {
  const { t } = useTexts();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // An earlier question may be open for editing above.
    if (document.activeElement?.tagName !== 'TEXTAREA') field.current?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === '@' && !event.nativeEvent.isComposing) {
      const { selectionStart, value } = event.currentTarget;
      if (selectionStart === 0 || /\s/.test(value[selectionStart - 1]!)) {
        event.preventDefault();
        onMention();
      }
      return;
    }
    if (event.key !== 'Enter' || event.shiftKey || isImeEnter(event.nativeEvent)) return;
    event.preventDefault();
    if (!isAnswering) onSend();
  };

  return (
    <div className="mx-3 mb-3 shrink-0 rounded-2xl border border-line bg-page shadow-raised transition-colors focus-within:border-accent">
      <div
        className={`thin-scroll flex empty:hidden ${isFolded ? 'max-h-9' : 'max-h-[min(40vh,16rem)]'} flex-col gap-1.5 overflow-y-auto px-2 pt-2`}
      >
        {children}
      </div>
      <textarea
        ref={field}
        data-testid="composer"
        aria-label={t('composer.label')}
        rows={1}
        value={text}
        placeholder={placeholder}
        className="thin-scroll block field-sizing-content max-h-[40vh] min-h-10 w-full resize-none bg-transparent px-3.5 pt-2.5 pb-1 text-sm leading-normal outline-none placeholder:text-muted"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="flex items-center gap-2 px-2 pb-2">
        <div className="flex min-w-0 flex-1 items-center gap-1 pl-1.5 text-xs text-muted">{footer}</div>
        {isAnswering ? (
          <Button
            look="outline"
            data-testid="stop"
            icon={<Square aria-hidden className="size-3 fill-current" />}
            iconLabel={t('action.stop')}
            className="rounded-full!"
            onClick={onStop}
          />
        ) : (
          <Button
            look="primary"
            data-testid="send"
            icon={<ArrowUp aria-hidden className="size-4" />}
            iconLabel={t('action.send')}
            className="rounded-full!"
            disabled={!text.trim()}
            onClick={onSend}
          />
        )}
      </div>
    </div>
  );
}
