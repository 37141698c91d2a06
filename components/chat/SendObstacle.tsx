import type { ReactNode } from 'react';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';

/** Why a question was not sent; it waits in the field. */
export type Obstacle =
  | { kind: 'no-model' }
  | { kind: 'reading'; text: string }
  | { kind: 'too-long'; text: string }
  | { kind: 'moved' }
  | { kind: 'unsaved' }
  | { kind: 'unread'; count: number; text: string }
  | { kind: 'failed'; message: string };

interface SendObstacleProps {
  obstacle: Obstacle;
  /** What is shown where it does not fit. */
  tooLong: ReactNode;
  onChooseModel: () => void;
  onSendWithout: (text: string) => void;
}

/** Nothing was sent: says why, and offers the ways on. */
export function SendObstacle(props: SendObstacleProps) {
  // A choice among many sources keeps to its part of a low panel; a sentence takes its own lines.
  const least = props.obstacle.kind === 'too-long' ? 'min-h-40' : 'min-h-fit';
  return (
    <div className={`thin-scroll max-h-[70vh] ${least} shrink overflow-y-auto px-3 pb-2`}>
      <Reason {...props} />
    </div>
  );
}

function Reason({ obstacle, tooLong, onChooseModel, onSendWithout }: SendObstacleProps) {
  const { t } = useTexts();
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
    case 'moved':
      return <Notice tone="info">{t('composer.moved')}</Notice>;
    case 'unsaved':
      return <Notice tone="warn">{t('composer.unsaved')}</Notice>;
    case 'too-long':
      return tooLong;
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
