import { hashBytes } from '../shared/hash-text';

/**
 * A digest of lines, one after the other: SHA-256 of the digest so far (64 hexadecimal digits, none before the first line) and the
 * line's bytes. The browser's own SHA-256 takes whole texts only; a chain of them needs no other one.
 */
export class LineDigest {
  value = '';

  async add(line: Uint8Array): Promise<void> {
    const before = new TextEncoder().encode(this.value);
    const bytes = new Uint8Array(before.length + line.length);
    bytes.set(before);
    bytes.set(line, before.length);
    this.value = await hashBytes(bytes);
  }
}
