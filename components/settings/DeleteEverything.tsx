import { useState } from 'react';
import { forgetEverything } from '../../utils/chat/forget-everything';
import { type ErrorRecord, toAppError } from '../../utils/shared/app-error';
import { Button } from '../ui/Button';
import { DialogFrame } from '../ui/DialogFrame';
import { errorText } from '../ui/error-text';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';

/** Where the page says after its own new beginning that all is gone. */
const deletedHash = '#deleted';

/** Deletes all that the extension keeps, after one more question. */
export function DeleteEverything() {
  const texts = useTexts();
  const { t } = texts;
  const [isAsking, setIsAsking] = useState(false);
  const [isDeleting, setIsDeleting] = useState(false);
  const [error, setError] = useState<ErrorRecord>();
  const forget = async () => {
    setIsDeleting(true);
    try {
      await forgetEverything();
      location.hash = deletedHash;
      location.reload();
    } catch (thrown) {
      setError(toAppError(thrown).toRecord());
      setIsDeleting(false);
    }
  };
  return (
    <>
      {location.hash === deletedHash && (
        <div data-testid="all-deleted">
          <Notice tone="info">{t('room.allDeleted')}</Notice>
        </div>
      )}
      <Button
        look="danger"
        className="-ml-3"
        data-testid="delete-everything"
        onClick={() => {
          setError(undefined);
          setIsAsking(true);
        }}
      >
        {t('room.deleteAll')}
      </Button>
      {isAsking && (
        <DialogFrame
          title={t('room.deleteAllTitle')}
          hint={t('room.deleteAllHint')}
          data-testid="delete-everything-dialog"
          onClose={() => !isDeleting && setIsAsking(false)}
        >
          <p className="text-[13px]">{t('room.deleteAllText')}</p>
          {error && (
            <div className="mt-3">
              <Notice tone="danger">{errorText(error, texts)}</Notice>
            </div>
          )}
          <div className="mt-4 flex justify-end gap-2">
            <Button disabled={isDeleting} onClick={() => setIsAsking(false)}>
              {t('action.cancel')}
            </Button>
            <Button
              look="danger"
              className="border border-danger/40"
              data-testid="delete-everything-now"
              disabled={isDeleting}
              onClick={() => void forget()}
            >
              {t(isDeleting ? 'room.deleting' : 'room.deleteAll')}
            </Button>
          </div>
        </DialogFrame>
      )}
    </>
  );
}
