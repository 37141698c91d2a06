import { requestCost } from '../../utils/context/request-cost';
import type { Answer } from '../../utils/messages/chat-message';
import type { Price } from '../../utils/providers/protocol';
import { useTexts } from '../ui/i18n';

/** What an answer took: tokens, those that came from the provider's cache, and money where the price is known. */
export function AnswerFacts({ answer, price }: { answer: Answer; price: Price | undefined }) {
  const { t, number, money } = useTexts();
  const { usage, choice } = answer;
  const { promptTokens, completionTokens = 0, cachedTokens } = usage ?? {};
  const parts =
    promptTokens === undefined
      ? [choice.model]
      : [
          t(cachedTokens ? 'answer.usageCached' : 'answer.usage', {
            prompt: number(promptTokens),
            cached: number(cachedTokens ?? 0),
            completion: number(completionTokens),
          }),
        ];
  if (price && promptTokens !== undefined) {
    const cost = requestCost(price, promptTokens, completionTokens, cachedTokens);
    const saved = requestCost(price, promptTokens, completionTokens) - cost;
    parts.push(t('answer.costs', { money: money(cost, price.currency) }));
    if (saved > 0) parts.push(t('answer.saved', { money: money(saved, price.currency) }));
  }
  return (
    <span className="ml-auto pl-2 text-right tabular-nums" title={choice.model} data-testid="answer-facts">
      {parts.join(' · ')}
    </span>
  );
}
