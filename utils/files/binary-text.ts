/** As many arguments as a call takes safely. */
const chunkBytes = 8192;

/** Bytes as characters of the same numbers (no decoder does that: theirs for Latin-1 is that of Windows). */
export function binaryText(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + chunkBytes)));
  return pieces.join('');
}

/** The way back. @param text characters below 256. */
export function binaryBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
