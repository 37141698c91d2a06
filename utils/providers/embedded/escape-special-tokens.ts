/** WORD JOINER: seen by nobody, and enough to part what a tokenizer takes for one special token. */
const joiner = '\u2060';

/**
 * Parts `<|` in a text, so that an engine which looks for special tokens in the whole prompt (llama.cpp does) finds none in it:
 * roles come from the chat template only. Nothing is lost, see unescapeSpecialTokens.
 */
export const escapeSpecialTokens = (text: string): string => text.replace(/<(\u2060*)\|/g, `<$1${joiner}|`);

/** The inverse of escapeSpecialTokens, for any text. */
export const unescapeSpecialTokens = (text: string): string => text.replace(/<(\u2060*)\u2060\|/g, '<$1|');
