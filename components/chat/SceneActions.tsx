import { MessageCircleQuestion } from 'lucide-react';
import type { Character } from '../../utils/storage/database';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';

/** Behind the last words of a character: what can be said out of character with one click. */
export function SceneActions({ cast, onAsk }: { cast: readonly Character[]; onAsk: (text: string) => void }) {
  const { t } = useTexts();
  return (
    <div className="flex flex-wrap gap-1.5" data-testid="scene-actions">
      {cast.length > 1 &&
        cast.map(({ id, name }) => (
          <Button
            key={id}
            data-testid="speaks-next"
            onClick={() => onAsk(t('rolePlay.speaksNextRequest', { name }))}
          >
            {t('rolePlay.speaksNext', { name })}
          </Button>
        ))}
      <Button
        look="quiet"
        data-testid="why"
        icon={<MessageCircleQuestion aria-hidden className="size-3.5" />}
        onClick={() => onAsk(t('rolePlay.whyRequest'))}
      >
        {t('rolePlay.why')}
      </Button>
    </div>
  );
}
