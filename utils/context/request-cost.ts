/** Money for a million tokens, see Price in `utils/providers`. */
interface TokenPrice {
  input: number;
  output: number;
  cachedInput?: number;
}

/** What a request costs in the price's currency. @param cachedTokens of `promptTokens`, those that the provider had in its cache. */
export function requestCost(
  price: TokenPrice,
  promptTokens: number,
  completionTokens: number,
  cachedTokens = 0,
): number {
  const cached = Math.min(cachedTokens, promptTokens);
  const fresh = promptTokens - cached;
  return (
    (fresh * price.input + cached * (price.cachedInput ?? price.input) + completionTokens * price.output) /
    1e6
  );
}
