import { decodeText } from './decode-text';

/**
 * Names in an archive that does not say how they are encoded: as on the machine that packed it, which all of them together tell best.
 * @returns the names, in order.
 */
export function decodeNames(names: readonly Uint8Array[]): string[] {
  const all = new Uint8Array(names.reduce((sum, name) => sum + name.length + 1, 0));
  let at = 0;
  for (const name of names) {
    all.set(name, at);
    at += name.length;
    all[at++] = 0x0a;
  }
  const decoded = decodeText(all).split('\n');
  // A name that holds a line's end would shift the others: then each for itself.
  return decoded.length === names.length + 1
    ? decoded.slice(0, -1)
    : names.map((name) => new TextDecoder().decode(name));
}
