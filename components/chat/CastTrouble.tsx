import type { ErrorRecord } from '../../utils/shared/app-error';
import { leaveMissing } from '../../utils/storage/characters';
import { Button } from '../ui/Button';
import { errorText } from '../ui/error-text';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';

/** Above a chat in character that cannot go on as such: why, and the way on. */
export function CastTrouble({ chatId, error }: { chatId: string; error: ErrorRecord }) {
  const texts = useTexts();
  return (
    <Notice
      tone="danger"
      actions={
        error.code === 'character-missing' && (
          <Button data-testid="leave-missing" onClick={() => void leaveMissing(chatId)}>
            {texts.t('rolePlay.leaveMissing')}
          </Button>
        )
      }
    >
      {errorText(error, texts)}
    </Notice>
  );
}
