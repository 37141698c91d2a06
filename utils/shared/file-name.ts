/** Names of devices, which Windows takes for no file. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** Of its 255 bytes, three for each letter, most file systems leave room for an ending. */
const mostLetters = 80;

/**
 * A name that every system takes for a file, without its ending: no path, no signs that Windows refuses, no unseen ones that turn the
 * ending around, never hidden and never a device.
 * @param fallback for a title of which nothing is left.
 */
export function toFileName(title: string, fallback: string): string {
  const plain = title
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ');
  const name = [...plain.replace(/^[. ]+/, '')]
    .slice(0, mostLetters)
    .join('')
    .replace(/[. ]+$/, '');
  return name === '' || device.test(name) ? fallback : name;
}
