import chardet from 'chardet';

/** How much of a text its encoding is guessed from (bytes): enough for all, and quick on books. */
const sampleBytes = 64 * 1024;
/** Where declarations stand in HTML (bytes): the standard looks at 1024, pages with much before their head need more. */
const metaBytes = 64 * 1024;

/** The names that detection uses where the decoder's differ. */
const labels: Record<string, string> = {
  'ISO-8859-8-I': 'iso-8859-8-i',
  'ISO-8859-9': 'windows-1254',
  'UTF-32LE': '',
  'UTF-32BE': '',
};

function decode(bytes: Uint8Array, label: string, isStrict: boolean): string | undefined {
  try {
    return new TextDecoder(label, { fatal: isStrict }).decode(bytes);
  } catch {
    // An unknown label, or bytes that this encoding cannot have: another one is tried.
    return undefined;
  }
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return undefined;
}

/** UTF-16 without a mark: every second byte of Latin text is zero. */
function bareUtf16(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, 2000);
  let even = 0;
  let odd = 0;
  sample.forEach((byte, index) => {
    if (byte === 0) index % 2 === 0 ? even++ : odd++;
  });
  const most = sample.length / 2;
  if (odd > most * 0.4 && even < most * 0.05) return 'utf-16le';
  return even > most * 0.4 && odd < most * 0.05 ? 'utf-16be' : undefined;
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
  /^(?:windows-12|iso-8859|latin|us-ascii|ascii|macintosh|koi8|ibm866)/i.test(label);

/**
 * Bytes as text, whatever their encoding: by byte order mark; as UTF-8 where they are valid UTF-8 (nothing else looks like it by
 * chance); as declared by header or inside, where they are valid as that; else as detected. Bytes that fit nothing give replacement
 * characters rather than nothing.
 * @param declared the charset of the `content-type` header.
 */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  const marked = byteOrderMark(bytes) ?? bareUtf16(bytes);
  if (marked) return decode(bytes, marked, false)!;
  const utf8 = decode(bytes, 'utf-8', true);
  if (utf8 !== undefined && !utf8.includes('\u001b$')) return utf8;
  const guesses = chardet
    .analyse(bytes.subarray(0, sampleBytes))
    .map(({ name }) => labels[name] ?? name)
    .filter(Boolean);
  const said = [declared, declaredInside(bytes)].filter((label): label is string => Boolean(label));
  // One-byte encodings accept any bytes: they are believed only where detection does not see a script of many bytes.
  const guessed = guesses[0];
  const isDoubted = (label: string) => isOneByte(label) && guessed !== undefined && !isOneByte(guessed);
  const order = [...said.filter((label) => !isDoubted(label)), ...guesses, ...said];
  for (const label of order) {
    const text = decode(bytes, label, true);
    if (text !== undefined) return text;
  }
  // A few broken bytes in a long text are no reason to read it as something else.
  return (
    decode(bytes, said.find((label) => !isDoubted(label)) ?? guessed ?? 'windows-1252', false) ??
    decode(bytes, 'windows-1252', false)!
  );
}
