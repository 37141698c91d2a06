import type { Fit } from '../../utils/context/check-fit';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import type { ModelOption } from './use-models';

/** Why a question was not sent; it waits in the field. */
export type Obstacle =
  | { kind: 'no-model' }
  | { kind: 'reading'; text: string }
  | { kind: 'too-long'; fit: Fit }
  | { kind: 'unread'; count: number; text: string }
  | { kind: 'failed'; message: string };

interface SendObstacleProps {
  obstacle: Obstacle;
  model: ModelOption | null;
  onChooseModel: () => void;
  onChoosePart: () => void;
  onSendWithout: (text: string) => void;
}

/** Nothing was sent: says why, and offers the ways on. */
export function SendObstacle({
  obstacle,
  model,
  onChooseModel,
  onChoosePart,
  onSendWithout,
}: SendObstacleProps) {
  const { t, number } = useTexts();
  switch (obstacle.kind) {
    case 'no-model':
      return (
        <Notice
          tone="warn"
          actions={
            <Button look="primary" onClick={onChooseModel}>
              {t('action.chooseModel')}
            </Button>
          }
        >
          {t('error.endpoint-missing')}
        </Notice>
      );
    case 'reading':
      return <Notice tone="info">{t('composer.waiting')}</Notice>;
    case 'too-long': {
      const values = {
        model: model?.name ?? '',
        tokens: number(obstacle.fit.requestTokens),
        room: number(obstacle.fit.roomTokens ?? 0),
      };
      return (
        <Notice
          tone="warn"
          actions={
            <>
              <Button look="primary" data-testid="choose-part" onClick={onChoosePart}>
                {t('action.choosePart')}
              </Button>
              <Button onClick={onChooseModel}>{t('action.chooseModel')}</Button>
            </>
          }
        >
          <strong className="block font-semibold">{t('fit.tooLong', values)}</strong>
          {t(model?.isOnDevice ? 'fit.detailSmall' : 'fit.detail', values)}
        </Notice>
      );
    }
    case 'unread':
      return (
        <Notice
          tone="warn"
          actions={<Button onClick={() => onSendWithout(obstacle.text)}>{t('action.sendWithout')}</Button>}
        >
          {t('error.sourceFailed', { count: obstacle.count })}
        </Notice>
      );
    case 'failed':
      return <Notice tone="danger">{obstacle.message}</Notice>;
  }
}
