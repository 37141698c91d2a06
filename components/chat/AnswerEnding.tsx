import { useState } from 'react';
import { openOptions, openStorageSettings } from '../../utils/browser/panel';
import { requestHostPermission } from '../../utils/browser/permissions';
import type { Answer } from '../../utils/messages/chat-message';
import { Button } from '../ui/Button';
import { type ErrorAction, errorActions, errorText } from '../ui/error-text';
import { type TextId, useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import type { AnswerActions } from './answer-actions';
import { readPercent } from './read-percent';
import { useHostAccess } from './use-host-access';

const actionTexts: Record<Exclude<ErrorAction, 'allow-address'>, TextId> = {
  retry: 'action.retry',
  settings: 'action.openSettings',
  'choose-model': 'action.chooseModel',
  'choose-part': 'action.choosePart',
  'read-again': 'action.readAgain',
  'full-read': 'action.fullRead',
  withdraw: 'action.withdraw',
  continue: 'action.continue',
  'free-room': 'room.free',
};

/** How an answer ended that did not just finish: a sentence, and what to do. */
export function AnswerEnding({
  answer,
  isLast,
  onRetry,
  onContinue,
  onFullRead,
  onWithdraw,
  onChooseModel,
  onChoosePart,
}: { answer: Answer; isLast: boolean } & AnswerActions) {
  const texts = useTexts();
  const { t } = texts;
  const access = useHostAccess(
    answer.status === 'failed' && answer.error?.code === 'network' ? answer.choice.endpointId : null,
  );
  const [isAsking, setIsAsking] = useState(false);
  // Words of a full read are its last stage.
  const isReading = answer.sending?.mode === 'full-read' && !answer.text;

  if (answer.status === 'done') return <Notice tone="warn">{t('answer.filtered')}</Notice>;

  const button = (action: ErrorAction, isFirst: boolean) => {
    const look = isFirst ? 'primary' : 'outline';
    if (action === 'allow-address') {
      if (!access || access.isAllowed) return null;
      const allow = async () => {
        setIsAsking(true);
        const isAllowed = await requestHostPermission(access.baseUrl);
        setIsAsking(false);
        if (isAllowed) onRetry(answer);
      };
      return (
        <Button
          key={action}
          look={look}
          data-testid="allow-address"
          disabled={isAsking}
          onClick={() => void allow()}
        >
          {t('action.allowAddress', { host: access.host })}
        </Button>
      );
    }
    const act: Record<Exclude<ErrorAction, 'allow-address'>, () => void> = {
      retry: () => onRetry(answer),
      continue: () => onContinue(answer),
      settings: () => void openOptions(),
      'choose-model': onChooseModel,
      'choose-part': onChoosePart,
      'read-again': () => onRetry(answer),
      'full-read': () => onFullRead(answer),
      withdraw: () => onWithdraw(answer),
      'free-room': () => void openStorageSettings(),
    };
    return (
      <Button key={action} look={look} data-testid={`action-${action}`} onClick={act[action]}>
        {t(action === 'continue' && isReading ? 'reading.resume' : actionTexts[action])}
      </Button>
    );
  };

  const buttons = (actions: readonly ErrorAction[]) => {
    if (!isLast) return undefined;
    // An answer that never began cannot go on; a full read goes on from the part that failed, also when it is tried again.
    const shown = actions.filter((action) => {
      if (action === 'continue') return Boolean(answer.text) || isReading;
      if (action === 'retry') return !(isReading && actions.includes('continue'));
      return action !== 'full-read' || answer.sending?.mode !== 'full-read';
    });
    return shown.map((action, index) => button(action, index === 0));
  };

  if (answer.status === 'cut') {
    return (
      <Notice tone="warn" actions={buttons(['continue'])}>
        {t('answer.cut')}
      </Notice>
    );
  }
  if (answer.status === 'stopped') {
    return (
      <Notice tone="info" actions={buttons(['continue'])}>
        {isReading
          ? t(answer.reading?.isPaused ? 'reading.paused' : 'reading.stopped', {
              percent: readPercent(answer.reading),
            })
          : t('answer.stopped')}
      </Notice>
    );
  }
  const error = answer.error ?? { code: 'unexpected', facts: {} };
  return (
    <Notice tone="danger" actions={buttons(errorActions[error.code])}>
      {errorText({ ...error, facts: { model: answer.choice.model, ...error.facts } }, texts)}
    </Notice>
  );
}
