import { findTruncation } from '../../utils/context/find-truncation';
import type { Answer } from '../../utils/messages/chat-message';
import { database } from '../../utils/storage/database';
import { type TextId, useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import { useLiveQuery } from '../ui/use-live-query';

/** What a user can do about each kind of server. */
const remedies: Record<string, TextId> = {
  ollama: 'answer.truncatedOllama',
  'lm-studio': 'answer.truncatedLmStudio',
  'llama-cpp': 'answer.truncatedLlamaCpp',
};

/** Warns where an endpoint reports that it has read so much less than was sent that it must have dropped a part. */
export function TruncationWarning({ answer: { sending, usage, choice } }: { answer: Answer }) {
  const { t, number, locale } = useTexts();
  const missing =
    sending?.mode === 'whole' &&
    findTruncation({
      countedTokens: sending.countedTokens,
      reportedTokens: usage?.promptTokens,
      error: sending.tokenError,
    });
  const presetId = useLiveQuery(
    async () => (missing ? (await database.endpoints.get(choice.endpointId))?.presetId : undefined),
    [choice.endpointId, missing],
  );
  if (!missing || !sending) return null;
  const remedy = remedies[presetId ?? ''] ?? 'answer.truncatedOther';
  return (
    <div data-testid="truncated">
      <Notice tone="danger">
        {t('answer.truncated', {
          reported: number(usage?.promptTokens ?? 0),
          counted: number(sending.countedTokens),
        })}
        {locale.startsWith('zh') ? '' : ' '}
        {t(remedy)}
      </Notice>
    </div>
  );
}
