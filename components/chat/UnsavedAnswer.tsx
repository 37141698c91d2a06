import { openStorageSettings } from '../../utils/browser/panel';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';

/** There is no room for an answer: what becomes of it, and the way to some. */
export function UnsavedAnswer() {
  const { t } = useTexts();
  return (
    <div data-testid="unsaved-answer">
      <Notice
        tone="danger"
        actions={
          <Button data-testid="free-room" onClick={() => void openStorageSettings()}>
            {t('room.free')}
          </Button>
        }
      >
        {t('answer.unsaved')}
      </Notice>
    </div>
  );
}
