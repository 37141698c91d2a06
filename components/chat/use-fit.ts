import { useMemo } from 'react';
import { checkFit, type Fit } from '../../utils/context/check-fit';
import { instructions } from '../../utils/prompt/instructions';
import { estimateTokens } from '../../utils/tokens/estimate-tokens';
import type { ChatView } from './use-chat';
import type { ModelOption } from './use-models';

/** What the next request would take of the model's window, question not counted. */
export function useFit(view: ChatView | undefined, model: ModelOption | null): Fit | undefined {
  return useMemo(() => {
    if (!view) return undefined;
    const sent = view.thread.flatMap(({ message }) => (message.role === 'user' ? message.sourceIds : []));
    const sourceTokens = [...sent, ...view.chat.pendingSourceIds].map(
      (id) => view.sources.get(id)?.tokenCount ?? 0,
    );
    const texts = [
      instructions[model?.isOnDevice ? 'small' : 'full'],
      ...view.thread.map(({ message }) => message.text),
    ];
    const chatTokens = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
    return checkFit({ sourceTokens, chatTokens, windowTokens: model?.windowTokens });
  }, [view, model]);
}
