/** Numbers from 0 to 1, the same for the same seed (mulberry32, by Tommy Ettinger). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** Some of a list, each once, in random order. */
export function pick<T>(all: readonly T[], count: number, random: () => number): T[] {
  const left = [...all];
  const picked: T[] = [];
  while (picked.length < count && left.length > 0)
    picked.push(...left.splice(Math.floor(random() * left.length), 1));
  return picked;
}

type Noise = (quote: string, random: () => number) => string;

const isWide = (text: string): boolean => /[\u3040-\u30ff\u3400-\u9fff]/.test(text);
/** Where words end; anywhere between Chinese characters. */
function breaksOf(quote: string): number[] {
  const breaks: number[] = [];
  for (let at = 1; at < quote.length; at++)
    if (quote[at] === ' ' || (isWide(quote[at - 1]!) && isWide(quote[at]!))) breaks.push(at);
  return breaks;
}

const shapes: Record<string, string> = {
  '，': ',',
  '、': ',',
  '。': '.',
  '；': ';',
  '：': ':',
  '？': '?',
  '！': '!',
  '（': '(',
  '）': ')',
  '「': '"',
  '」': '"',
  '『': "'",
  '』': "'",
  '“': '"',
  '”': '"',
  '《': '<',
  '》': '>',
  '【': '[',
  '】': ']',
  '～': '~',
  '％': '%',
};
const quotes: [RegExp, readonly string[]][] = [
  [/[“”"„«»「」]/g, ['"', '“', '”', '「', "'"]],
  [/[‘’']/g, ["'", '’', '‘']],
];

/** What models do to what they quote, by name. */
export const noises: Record<string, Noise> = {
  leftOutMiddle: (quote, random) => {
    const breaks = breaksOf(quote);
    if (breaks.length < 9) return quote;
    const third = Math.floor(breaks.length / 3);
    const from = breaks[third + Math.floor(random() * 2)]!;
    const to = breaks[breaks.length - third - 1]!;
    const dots = ['…', '...', ' … ', ' ... ', ' [...] ', '……'][Math.floor(random() * 6)];
    return quote.slice(0, from).trimEnd() + dots + quote.slice(to).trimStart();
  },
  ellipsisAround: (quote, random) =>
    random() < 0.5 ? `…${quote}` : `${random() < 0.5 ? '...' : ''}${quote.replace(/[.。]$/, '')}...`,
  changedQuotes: (quote, random) =>
    quotes.reduce(
      (text, [signs, others]) => text.replace(signs, () => others[Math.floor(random() * others.length)]!),
      quote,
    ),
  droppedSpace: (quote, random) => {
    const share = random() < 0.3 ? 1 : 0.3;
    return quote.replace(/\s+/g, (space) => (random() < share ? '' : space));
  },
  halfWidth: (quote) =>
    quote.replace(/[\u2018-\u201d\u3000-\u303f\uff00-\uffef]/g, (sign) => shapes[sign] ?? sign),
  addedStop: (quote) => (/[\p{L}\p{N}]$/u.test(quote) ? `${quote}${isWide(quote) ? '。' : '.'}` : quote),
};

/** A quotation as a model may write it: one kind of noise or several together. */
export function addNoise(quote: string, random: () => number): { quote: string; kinds: string[] } {
  const names = Object.keys(noises);
  const kinds = pick(names, 1 + Math.floor(random() * 3), random);
  return {
    quote: names
      .filter((name) => kinds.includes(name))
      .reduce((text, name) => noises[name]!(text, random), quote),
    kinds,
  };
}
