import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './Button';
import { useTexts } from './i18n';

interface DialogFrameProps {
  title: string;
  hint: string;
  children: ReactNode;
  /** Its height. */
  className?: string;
  onClose: () => void;
  /** Takes the focus in the place of the first control. */
  focusFirst?: () => HTMLElement | null;
  'data-testid': string;
}

/** A dialog at the foot of the panel, over everything else: title, hint, a way out, and what it is about. */
export function DialogFrame({
  title,
  hint,
  children,
  className = 'max-h-[85vh]',
  onClose,
  focusFirst,
  ...rest
}: DialogFrameProps) {
  const { t } = useTexts();
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-30 bg-black/30" />
        <Dialog.Content
          onOpenAutoFocus={(event) => {
            const first = focusFirst?.();
            if (!first) return;
            event.preventDefault();
            first.focus();
          }}
          className={`fixed inset-x-2 bottom-2 z-40 flex flex-col rounded-2xl border border-line bg-page p-4 shadow-raised sm:inset-x-auto sm:left-1/2 sm:w-[520px] sm:-translate-x-1/2 ${className}`}
          {...rest}
        >
          <div className="flex items-start justify-between gap-2">
            <Dialog.Title className="text-[15px] font-semibold">{title}</Dialog.Title>
            <Button
              look="quiet"
              className="-mt-1 -mr-1"
              icon={<X aria-hidden className="size-4" />}
              iconLabel={t('action.close')}
              onClick={onClose}
            />
          </div>
          <Dialog.Description className="mb-3 text-xs text-muted">{hint}</Dialog.Description>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
