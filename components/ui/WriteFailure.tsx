import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { openStorageSettings } from '../../utils/browser/panel';
import { onWriteFailure, type WriteFailureCode } from '../../utils/storage/write-failures';
import { Button } from './Button';
import { useTexts } from './i18n';
import { Notice } from './Notice';

/** The one place that tells of writes that failed, whoever made them: most are made where nobody waits for their end. */
export function WriteFailure() {
  const { t } = useTexts();
  const [code, setCode] = useState<WriteFailureCode>();
  useEffect(() => onWriteFailure(setCode), []);
  if (!code) return null;
  // Over dialogs, whose fields it is about, and no click beside them that would close them.
  return createPortal(
    <div
      data-testid="write-failure"
      className="pointer-events-auto fixed inset-x-2 top-2 z-50 mx-auto max-w-[520px] rounded-xl bg-page shadow-raised"
      onPointerDown={(event) => event.stopPropagation()}
    >
      <Notice
        tone="danger"
        actions={
          <>
            <Button data-testid="free-room" onClick={() => void openStorageSettings()}>
              {t('room.free')}
            </Button>
            <Button
              look="quiet"
              data-testid="close-write-failure"
              icon={<X aria-hidden className="size-4" />}
              iconLabel={t('action.close')}
              onClick={() => setCode(undefined)}
            />
          </>
        }
      >
        {t(code === 'storage-full' ? 'room.unsaved' : 'room.writeFailed')}
      </Notice>
    </div>,
    document.body,
  );
}
