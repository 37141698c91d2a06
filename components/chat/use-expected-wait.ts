import type { Answer } from '../../utils/messages/chat-message';
import { loadModelRecord } from '../../utils/storage/models';
import { useLiveQuery } from '../ui/use-live-query';

/** How many seconds a model is likely to read before its first word, from earlier requests to it; undefined where there are none. */
export function useExpectedWait({ choice, sending }: Answer): number | undefined {
  const speed = useLiveQuery(
    async () => (await loadModelRecord(choice.endpointId, choice.model))?.prefillTokensPerS,
    [choice.endpointId, choice.model],
  );
  return speed && sending ? Math.max(1, Math.round(sending.countedTokens / speed)) : undefined;
}
