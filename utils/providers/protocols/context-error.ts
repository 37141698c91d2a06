/** What a server said when it refused, as far as it can be told apart. */
export interface Refusal {
  status: number | undefined;
  /** Its codes and types, as strings. */
  codes: readonly string[];
  /** Its own sentence. */
  said: string;
  /** Fields of llama.cpp's error. */
  promptTokens?: unknown;
  windowTokens?: unknown;
}

export interface ContextError {
  /** Tokens that the request has by the server's count, where it tells. */
  tokenCount?: number;
  /** The model's window, where the server tells. */
  windowTokens?: number;
}

/** OpenAI's for one string alone; its sentence counts characters. */
const longStringCode = 'string_above_max_length';
/** OpenAI, Azure, Groq; llama.cpp; OpenAI's longest string; Zhipu; Mistral. */
const codes = new Set([
  'context_length_exceeded',
  'exceed_context_size_error',
  longStringCode,
  '1261',
  '3051',
]);
const statuses = new Set<number | undefined>([400, 413, 422, undefined]);

/**
 * Most providers have no code for it: a refusal as a bad request that speaks of the size of the input. Each alternative is one
 * family of servers; the test holds their sentences.
 */
const shapes: readonly RegExp[] = [
  // OpenAI's words, taken over by DeepSeek, vLLM, OpenRouter, SGLang and LM Studio; Mistral; xAI.
  /(?:maximum|max|model'?s?|loaded with|exceeds?(?: the)?)(?: available)? (?:context|prompt|input|model) (?:length|size|window)/i,
  /context (?:length|size|window).{0,40}(?:exceed|overflow|too)|overflows?.{0,30}context|context the overflows/i,
  // LM Studio.
  /n_keep\D{0,4}\d+\D{0,2}>=\s*n_ctx/i,
  // Moonshot.
  /exceeded model token limit/i,
  // Anthropic; Zhipu and others in Chinese.
  /(?:prompt|input|request|messages?) (?:is|are) too (?:long|large)|超长|超出.{0,12}(?:长度|上限|限制)|超过.{0,12}(?:长度|上限|限制)/i,
  // Gemini.
  /input token count.{0,24}exceeds/i,
  // DashScope; text-generation-inference and Together.
  /range of input length|input length .{0,20}exceed/i,
  /`inputs`.{0,60}must (?:be|have)/i,
];

const numbers = (said: string): number[] =>
  [...said.matchAll(/\d{1,3}(?:[,_]\d{3})+|\d{3,}/g)].map(([digits]) => Number(digits.replace(/[,_]/g, '')));

/**
 * Where the window stands in a sentence, the surest place first: after its name, after "greater than", after "limit" or "only" (MiniMax
 * writes its error's number there), before "maximum", or as a range's end.
 */
const windowPlaces: readonly RegExp[] = [
  /(?:context|model) (?:length|size|window)(?: of| is)?(?: only)?\W{0,3}(\d[\d,_]{2,})/i,
  /n_ctx\W{0,3}(\d[\d,_]{2,})/i,
  /[^<]\d\D{0,10}>\s*(\d[\d,_]{2,})/i,
  /(?:maximum|max|limit|only|allowed|supports?|size|less than|<=)[^\d.]{0,48}?(?!2013\))(\d[\d,_]{2,})/i,
  /(\d[\d,_]{2,})\s+max(?:imum)? context/i,
  /\[\s*\d+\s*,\s*(\d[\d,_]{2,})\s*\]/,
];

const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;

/**
 * Whether a refusal means that the request is longer than the model's window, by its code where it has one, else by its status and
 * the shape of its sentence.
 * @returns what it tells of sizes; undefined where it means something else.
 */
export function readContextError(refusal: Refusal): ContextError | undefined {
  const { status, said } = refusal;
  const isCoded = refusal.codes.some((code) => codes.has(code));
  const isShaped = statuses.has(status) && shapes.some((shape) => shape.test(said));
  // A body that is too large for the server itself is refused before any model counts it.
  const isLargeBody = status === 413 && !refusal.codes.some((code) => code.startsWith('rate_limit'));
  if (!isCoded && !isShaped && !isLargeBody) return undefined;
  if (refusal.codes.includes(longStringCode)) return {};
  const told = windowPlaces.map((place) => place.exec(said)?.[1]).find((digits) => digits !== undefined);
  const windowTokens =
    numberOf(refusal.windowTokens) ?? (told ? Number(told.replace(/[,_]/g, '')) : undefined);
  const larger = windowTokens ? numbers(said).find((number) => number > windowTokens) : undefined;
  const tokenCount = numberOf(refusal.promptTokens) ?? larger;
  return {
    ...(tokenCount ? { tokenCount } : {}),
    ...(windowTokens ? { windowTokens } : {}),
  };
}
