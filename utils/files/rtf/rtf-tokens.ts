/** What an RTF file consists of (Rich Text Format Specification 1.9.1). */
export type RtfToken =
  | { kind: 'open' }
  | { kind: 'close' }
  /** A control word with its number; a control symbol is a word of one sign. */
  | { kind: 'word'; name: string; value: number | undefined }
  /** Bytes of text in the encoding that holds there, as characters of the same numbers. */
  | { kind: 'bytes'; text: string };

const word = /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?/y;
const plain = /[^\\{}\r\n]+/y;

/** @param text the file's bytes as characters of the same numbers (see binaryText). */
export function* rtfTokens(text: string): Generator<RtfToken> {
  let at = 0;
  while (at < text.length) {
    const sign = text[at]!;
    if (sign === '{' || sign === '}') {
      at++;
      yield { kind: sign === '{' ? 'open' : 'close' };
    } else if (sign === '\r' || sign === '\n') at++;
    else if (sign !== '\\') {
      plain.lastIndex = at;
      const run = plain.exec(text)![0];
      at += run.length;
      yield { kind: 'bytes', text: run };
    } else {
      word.lastIndex = at;
      const found = word.exec(text);
      if (!found) {
        const symbol = text[at + 1] ?? '';
        at += 2;
        if (symbol === "'") {
          const byte = Number.parseInt(text.slice(at, at + 2), 16);
          at += 2;
          if (byte >= 0) yield { kind: 'bytes', text: String.fromCharCode(byte) };
        } else if (symbol === '\r' || symbol === '\n') yield { kind: 'word', name: 'par', value: undefined };
        else yield { kind: 'word', name: symbol, value: undefined };
        continue;
      }
      at += found[0].length;
      const value = found[2] === undefined ? undefined : Number(found[2]);
      // Raw bytes follow, whatever they look like.
      if (found[1] === 'bin') at += Math.max(value ?? 0, 0);
      else yield { kind: 'word', name: found[1]!, value };
    }
  }
}
