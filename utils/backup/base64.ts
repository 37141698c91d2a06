/** Turned into letters at once: `String.fromCharCode` takes so many arguments in every browser. */
const bytesAtOnce = 0x8000;

export async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let letters = '';
  for (let at = 0; at < bytes.length; at += bytesAtOnce)
    letters += String.fromCharCode(...bytes.subarray(at, at + bytesAtOnce));
  return btoa(letters);
}

/** @throws DOMException where it is no Base64. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
