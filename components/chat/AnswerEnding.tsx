import { useState } from 'react';
import { openOptions } from '../../utils/browser/panel';
import { requestHostPermission } from '../../utils/browser/permissions';
import type { Answer } from '../../utils/messages/chat-message';
import { Button } from '../ui/Button';
import { type ErrorAction, errorActions, errorText } from '../ui/error-text';
import { type TextId, useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import type { AnswerActions } from './answer-actions';
import { useHostAccess } from './use-host-access';

const actionTexts: Record<Exclude<ErrorAction, 'allow-address'>, TextId> = {
  retry: 'action.retry',
  settings: 'action.openSettings',
  'choose-model': 'action.chooseModel',
  'choose-part': 'action.choosePart',
  'read-again': 'action.readAgain',
  continue: 'action.continue',
};

/** How an answer ended where it did not just finish: a sentence, and what to do. */
export function AnswerEnding({
  answer,
  isLast,
  onRetry,
  onContinue,
  onChooseModel,
  onChoosePart,
}: { answer: Answer; isLast: boolean } & AnswerActions) {
  const texts = useTexts();
  const { t } = texts;
  const access = useHostAccess(
    answer.status === 'failed' && answer.error?.code === 'network' ? answer.choice.endpointId : null,
  );
  const [isAsking, setIsAsking] = useState(false);

  if (answer.status === 'done')
    return answer.finishReason === 'content-filter' ? (
      <Notice tone="warn">{t('answer.filtered')}</Notice>
    ) : null;

  const button = (action: ErrorAction, isFirst: boolean) => {
    // An answer that never began cannot go on.
    if (action === 'continue' && !answer.text) return null;
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
    };
    return (
      <Button key={action} look={look} data-testid={`action-${action}`} onClick={act[action]}>
        {t(actionTexts[action])}
      </Button>
    );
  };

  const buttons = (actions: readonly ErrorAction[]) => {
    if (!isLast) return undefined;
    const shown = actions.filter((action) => action !== 'continue' || answer.text);
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
        {t('answer.stopped')}
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
