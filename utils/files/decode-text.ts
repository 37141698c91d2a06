import chardet from 'chardet';
import { guessAlphabet } from './guess-alphabet';
import { guessWideEncoding } from './guess-wide-encoding';
import { decodeUnicode, unicodeForm } from './unicode-form';

/** How much of a text its encoding is guessed from (bytes): enough for all, and quick on books. */
const sampleBytes = 64 * 1024;
/** Of the characters that are not ASCII, so many may be damaged (share): an encoding that is not the text's own breaks many more. */
const mostBroken = 0.05;
/** So many letters of one alphabet are no characters of two bytes. */
const sureLetters = 12;
/** Where declarations stand in HTML (bytes): the standard looks at 1024, pages with much before their head need more. */
const metaBytes = 64 * 1024;

/** The names that detection uses where the decoder's differ. */
const labels: Record<string, string> = {
  'ISO-8859-8-I': 'iso-8859-8-i',
  'ISO-8859-9': 'windows-1254',
  // Told before, or they are not it.
  'UTF-32LE': '',
  'UTF-32BE': '',
};

function decode(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    // An unknown label: another one is tried.
    return undefined;
  }
}

/** @returns undefined where not all bytes are in this encoding. */
function decodeWhole(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes in an encoding that they fit, but for a few: a file that was cut off, or a line from elsewhere. */
function decodeFitting(bytes: Uint8Array, label: string): string | undefined {
  const text = decode(bytes, label);
  const broken = text?.match(/\ufffd/g)?.length ?? 0;
  if (text === undefined || broken === 0) return text;
  const other = text.match(/[^\0-\x7f]/g)!.length - broken;
  const isCutOff = broken === 1 && text.endsWith('\ufffd') && other > 0;
  return isCutOff || broken <= other * mostBroken ? text : undefined;
}

/** The lines that are not all ASCII, which says nothing, up to a length. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(Math.min(bytes.length, sampleBytes));
  let length = 0;
  for (let at = 0; at < bytes.length && length < sample.length; ) {
    const end = bytes.indexOf(0x0a, at);
    const line = bytes.subarray(at, end < 0 ? bytes.length : end + 1);
    at += line.length;
    if (!line.some((byte) => byte > 0x7f)) continue;
    const part = line.subarray(0, sample.length - length);
    sample.set(part, length);
    length += part.length;
  }
  return sample.subarray(0, length);
}

/** What the text says of itself: `meta charset`, `http-equiv`, or an XML declaration. */
function declaredInside(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, metaBytes));
  return (
    /<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1] ??
    /<meta[^>]*charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1]
  );
}

const isOneByte = (label: string): boolean =>
  /^(?:windows-12|iso-8859|latin|us-ascii|ascii|macintosh|koi8|ibm866|x-mac)/i.test(label);

const isLatin = (label: string): boolean =>
  /^(?:windows-125[024]|iso-8859-(?:1|2|9|15)|latin|us-ascii|ascii|macintosh)$/i.test(label);

/**
 * Whether words are written in letters above ASCII only, as in Cyrillic, Greek or Hebrew: words of Latin letters nearly always hold some
 * of the alphabet. Detection takes a short text of one byte a letter for Western Europe.
 */
function isOtherAlphabet(bytes: Uint8Array): boolean {
  const words = new TextDecoder('latin1').decode(bytes).match(/[A-Za-z\u00c0-\u00ff]{3,}/g) ?? [];
  const accented = words.filter((word) => /[\u00c0-\u00ff]/.test(word));
  return accented.filter((word) => !/[A-Za-z]/.test(word)).length > accented.length / 2;
}

/**
 * Bytes as text, whatever their encoding: as UTF-16 or UTF-32 (see unicodeForm); as UTF-8 where they are valid UTF-8 (nothing else looks like it by
 * chance); as declared by header or inside, where they are valid as that; else as detected. A few damaged bytes are no reason to read all
 * of it as something else: they give replacement characters.
 * @param declared the charset of the `content-type` header.
 */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  const form = unicodeForm(bytes);
  if (form) return decodeUnicode(bytes, form);
  const utf8 = decodeWhole(bytes, 'utf-8') ?? decodeFitting(bytes, 'utf-8');
  if (utf8 !== undefined && !utf8.includes('\u001b$')) return utf8;
  const sample = sampleOf(bytes);
  // Small letters in KOI8 look like characters of two bytes, and these like capital letters, but in some words only.
  const told = guessAlphabet(sample, sureLetters) ?? guessWideEncoding(sample) ?? guessAlphabet(sample, 0);
  const detected = chardet
    .analyse(sample.length > 0 ? sample : bytes.subarray(0, sampleBytes))
    .map(({ name }) => labels[name] ?? name)
    .filter(Boolean);
  const guesses = [
    ...(told ? [told] : []),
    ...(isOtherAlphabet(sample) ? detected.filter((label) => !isLatin(label)) : detected),
  ];
  const said = [declared, declaredInside(bytes)].filter((label): label is string => Boolean(label));
  // One-byte encodings accept any bytes: they are believed only where detection does not see a script of many bytes.
  const guessed = guesses[0];
  const isDoubted = (label: string) => isOneByte(label) && guessed !== undefined && !isOneByte(guessed);
  const order = [...said.filter((label) => !isDoubted(label)), ...guesses, ...said];
  for (const label of order) {
    const text = decodeFitting(bytes, label);
    if (text !== undefined) return text;
  }
  return decode(bytes, guessed ?? 'windows-1252') ?? decode(bytes, 'windows-1252')!;
}
