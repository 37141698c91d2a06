interface Alphabet {
  labels: readonly string[];
  letters: RegExp;
  /** The most frequent ones, in small letters: two thirds of all running text. */
  frequent: RegExp;
  /** Below, it is no text in this alphabet (see weigh). */
  leastWeight: number;
}

const alphabets: readonly Alphabet[] = [
  {
    labels: ['windows-1251', 'koi8-u', 'ibm866', 'iso-8859-5', 'x-mac-cyrillic'],
    letters: /^[\u0400-\u04ff]+$/,
    frequent: /[оеаинтсрвлкмі]/,
    leastWeight: 1.7,
  },
  {
    labels: ['windows-1253'],
    letters: /^[\u0370-\u03ff]+$/,
    frequent: /[αάοόιίεέτσςνηήρ]/,
    leastWeight: 1.7,
  },
  { labels: ['windows-1255'], letters: /^[\u0590-\u05ff]+$/, frequent: /[יוהלאתרמבש]/, leastWeight: 1.7 },
  { labels: ['windows-1256'], letters: /^[\u0600-\u06ff]+$/, frequent: /[الينموترهبة]/, leastWeight: 1.7 },
  {
    labels: ['windows-874'],
    letters: /^[\u0e00-\u0e7f]+$/,
    frequent: /[าัะเไ่้ิีุนรอกงมยลวตดทสบ]/,
    leastWeight: 2.3,
  },
];

/** How much of a text is looked at (bytes). */
const sampleBytes = 16 * 1024;
/** A word of fewer letters proves nothing: a sign of another encoding may be one. */
const leastWord = 3;

const isAscii = /^[A-Za-z]+$/;

/** How much a word looks like one of an alphabet: 3 for each frequent letter, 1 for each other one; less than nothing for what is no word. */
function weighWord(word: string, { letters, frequent }: Alphabet): number {
  const small = word.toLowerCase();
  const isCased = word === small || word === word.toUpperCase() || word.slice(1) === small.slice(1);
  if (!letters.test(word) || !isCased) return -3 * word.length;
  return [...small].reduce((sum, letter) => sum + (frequent.test(letter) ? 3 : 1), 0);
}

/** A mean over the letters and signs that are not ASCII. */
function weigh(text: string, alphabet: Alphabet, leastLetters: number): number {
  let weight = 0;
  let count = 0;
  let hasWord = false;
  for (const [word] of text.matchAll(/[\p{L}\p{M}]+|[^\0-\x7f\p{P}\s]/gu)) {
    if (isAscii.test(word)) continue;
    weight += weighWord(word, alphabet);
    count += word.length;
    hasWord ||= word.length >= leastWord;
  }
  return hasWord && count >= leastLetters ? weight / count : 0;
}

/**
 * Tells encodings of one byte a letter whose words hold no Latin letters (Cyrillic, Greek, Hebrew, Arabic, Thai), also in a few words:
 * detection by statistics alone wants long texts, and takes short ones for each other. Pure.
 * @param bytes the parts of a text that are not ASCII.
 * @param leastLetters fewer prove nothing.
 * @returns a label for TextDecoder; undefined where the bytes are no such text.
 */
export function guessAlphabet(bytes: Uint8Array, leastLetters: number): string | undefined {
  const sample = bytes.subarray(0, sampleBytes);
  let best: { label: string; weight: number } | undefined;
  for (const alphabet of alphabets)
    for (const label of alphabet.labels) {
      const weight = weigh(new TextDecoder(label).decode(sample), alphabet, leastLetters);
      if (weight >= alphabet.leastWeight && weight > (best?.weight ?? 0)) best = { label, weight };
    }
  return best?.label;
}
