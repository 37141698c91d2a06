import o200k from 'tiktoken/encoders/o200k_base.json' with { type: 'json' };
import { init, Tiktoken } from 'tiktoken/lite/init';
import { cutForCounting } from './cut-for-counting';
import { textFeatures } from './text-features';
import type { TokenProfile } from './token-profile';

/** Counts texts exactly. */
export interface ExactCounter {
  /** Tokens of the o200k vocabulary; a text that spells a special token is a text. Time is in proportion to the length. */
  count(text: string): number;
  profile(text: string): TokenProfile;
}

/**
 * The o200k vocabulary, loaded (about 0.4 s and 60 MB: a worker's work). The only door to tiktoken.
 * @param instantiate makes the package's WebAssembly module with the given imports.
 */
export async function loadO200k(
  instantiate: (imports: WebAssembly.Imports) => Promise<WebAssembly.Instance>,
): Promise<ExactCounter> {
  await init(instantiate);
  const encoder = new Tiktoken(o200k.bpe_ranks, o200k.special_tokens, o200k.pat_str);
  const count = (text: string): number => {
    let sum = 0;
    let start = 0;
    for (const end of cutForCounting(text)) {
      sum += encoder.encode_ordinary(text.slice(start, end)).length;
      start = end;
    }
    return sum;
  };
  return { count, profile: (text) => ({ o200k: count(text), features: textFeatures(text), isExact: true }) };
}
