import { openStorageSettings } from '../../utils/browser/panel';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import { useLittleRoom } from './use-little-room';

/** Tells that the room is running out, while everything still works. @param token see useLittleRoom. */
export function RoomNotice({ token }: { token: unknown }) {
  const { t, size } = useTexts();
  const freeBytes = useLittleRoom(token);
  if (freeBytes === undefined) return null;
  return (
    <div data-testid="little-room" className="px-3 pb-2">
      <Notice
        tone="warn"
        actions={
          <Button data-testid="free-room" onClick={() => void openStorageSettings()}>
            {t('room.free')}
          </Button>
        }
      >
        {t('room.little', { free: size(freeBytes) })}
      </Notice>
    </div>
  );
}
