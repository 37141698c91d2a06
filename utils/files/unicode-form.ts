/** How a text in Unicode is stored, as TextDecoder calls it; it knows no UTF-32. */
export type UnicodeForm = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

/** What texts in Chinese, Japanese and the alphabets of Europe are made of. */
const usual =
  /[\t\n\r\u0020-\u007e\u00a0-\u04ff\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef\u{1f300}-\u{1faff}]/gu;
/** Of a text without a mark, so much is not (share). */
const mostUnusual = 0.03;
/** How much of a text is looked at (bytes). */
const sampleBytes = 4000;
const mostCharacter = 0x10ffff;
/** What stands for something that is no character. */
const broken = 0xfffd;
/** As many arguments as a call takes safely. */
const chunk = 8192;

function decodeUtf32(bytes: Uint8Array, isLittle: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.ceil(bytes.length / 4);
  const pieces: string[] = [];
  for (let from = 0; from < count; from += chunk) {
    const codes = Array.from({ length: Math.min(chunk, count - from) }, (_, index) => {
      const at = (from + index) * 4;
      const code = at + 4 <= bytes.length ? view.getUint32(at, isLittle) : broken;
      return code > mostCharacter || (code >= 0xd800 && code <= 0xdfff) ? broken : code;
    });
    pieces.push(String.fromCodePoint(...codes));
  }
  return pieces.join('').replace(/^\ufeff/, '');
}

/** Bytes in a form of Unicode as text, without its mark; what is no character gives replacement characters. */
export const decodeUnicode = (bytes: Uint8Array, form: UnicodeForm): string =>
  form.startsWith('utf-32') ? decodeUtf32(bytes, form === 'utf-32le') : new TextDecoder(form).decode(bytes);

function marked(bytes: Uint8Array): UnicodeForm | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 && bytes.length >= 4 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? 'utf-32be' : undefined;
}

/**
 * The form of Unicode that bytes are in: by their byte order mark; without one, UTF-32 and UTF-16 where nearly all of it is usual then
 * (and, of UTF-16, a line ends or a sentence does). Undefined also for UTF-8 without a mark.
 */
export function unicodeForm(bytes: Uint8Array): UnicodeForm | undefined {
  const form = marked(bytes);
  if (form) return form;
  const sample = bytes.subarray(0, Math.min(sampleBytes, bytes.length & ~1));
  const looksIt = (candidate: UnicodeForm): boolean => {
    const text = decodeUnicode(sample, candidate);
    return text !== '' && text.replace(usual, '').length <= text.length * mostUnusual;
  };
  const wide = (['utf-32le', 'utf-32be'] as const).find(looksIt);
  if (wide) return wide;
  return (['utf-16le', 'utf-16be'] as const).find(
    (candidate) => looksIt(candidate) && /[\n\r \u3000-\u3002\uff0c]/.test(decodeUnicode(sample, candidate)),
  );
}
