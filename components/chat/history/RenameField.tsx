import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../ui/i18n';
import { isImeEnter } from '../is-ime-enter';

interface RenameFieldProps {
  title: string;
  /** @param title undefined where nothing is to change. */
  onDone: (title: string | undefined) => void;
}

/** A chat's name in its place in the list, being written. Enter and leaving it keep what stands there, Escape does not. */
export function RenameField({ title, onDone }: RenameFieldProps) {
  const { t } = useTexts();
  const [text, setText] = useState(title);
  const field = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const finish = (next: string | undefined) => {
    // The field goes away, which makes it lose the focus.
    if (isDone.current) return;
    isDone.current = true;
    onDone(next === title ? undefined : next);
  };
  return (
    <input
      ref={field}
      value={text}
      maxLength={200}
      aria-label={t('history.name')}
      data-testid="rename-chat"
      className="w-full min-w-0 rounded-md border border-accent bg-page px-2 py-1 text-[13px] outline-none"
      onChange={(event) => setText(event.target.value)}
      onBlur={() => finish(text)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (isImeEnter(event.nativeEvent)) return;
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        // The focus goes to a button now, which this key must not press.
        event.preventDefault();
        finish(event.key === 'Enter' ? text : undefined);
      }}
    />
  );
}
