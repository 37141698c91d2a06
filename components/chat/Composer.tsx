import { ArrowUp, Square } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { isImeEnter } from './is-ime-enter';

interface ComposerProps {
  /** What was typed before; read when `chatId` changes. */
  chatId: string;
  draft: string;
  placeholder: string;
  isAnswering: boolean;
  /** Chips above the text. */
  children?: ReactNode;
  /** Below the text, left of the button. */
  footer?: ReactNode;
  onDraft: (text: string) => void;
  /** @returns whether it was sent; what was not sent stays in the field. */
  onSend: (text: string) => Promise<boolean>;
  onStop: () => void;
}

/** Typing is saved when it rests for this long. */
const draftDelayMs = 250;

/** The question field. Enter sends, Shift+Enter breaks the line, Enter that ends an IME composition does neither. */
export function Composer({
  chatId,
  draft,
  placeholder,
  isAnswering,
  children,
  footer,
  onDraft,
  onSend,
  onStop,
}: ComposerProps) {
  const { t } = useTexts();
  const [text, setText] = useState(draft);
  const field = useRef<HTMLTextAreaElement>(null);

  // Another chat brings its own draft; the same chat's draft is what stands here already.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    setText(draft);
    field.current?.focus();
  }, [chatId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new callback is no reason to write the same draft again.
  useEffect(() => {
    if (text === draft) return;
    const timer = setTimeout(() => onDraft(text), draftDelayMs);
    return () => clearTimeout(timer);
  }, [text]);

  const send = async () => {
    const question = text.trim();
    if (!question || isAnswering) return;
    // Stays in the field until it is written: a question is never only in flight.
    if (await onSend(question)) setText('');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.shiftKey || isImeEnter(event.nativeEvent)) return;
    event.preventDefault();
    void send();
  };

  return (
    <div className="mx-3 mb-3 rounded-2xl border border-line bg-page shadow-raised transition-colors focus-within:border-accent">
      {children && (
        <div className="thin-scroll flex max-h-40 flex-col gap-1.5 overflow-y-auto px-2 pt-2">{children}</div>
      )}
      <textarea
        ref={field}
        data-testid="composer"
        aria-label={t('composer.label')}
        rows={1}
        value={text}
        placeholder={placeholder}
        className="thin-scroll block field-sizing-content max-h-[40vh] min-h-10 w-full resize-none bg-transparent px-3.5 pt-2.5 pb-1 text-sm leading-normal outline-none placeholder:text-muted"
        onChange={(event) => setText(event.target.value)}
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
            onClick={() => void send()}
          />
        )}
      </div>
    </div>
  );
}
