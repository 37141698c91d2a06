/** SHA-256 of bytes, as 64 hexadecimal digits. */
export async function hashBytes(bytes: BufferSource): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * SHA-256 of a text's UTF-16 code units, as 64 hexadecimal digits. Not of its UTF-8: texts that differ in lone surrogates only
 * would share a hash.
 */
export function hashText(text: string): Promise<string> {
  const units = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index);
  return hashBytes(units);
}
