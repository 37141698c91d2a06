/** The ending of a name in small letters, without its dot; empty where it has none. */
export const extensionOf = (name: string): string =>
  /[^.]\.([^.\s/\\]{1,12})$/.exec(name)?.[1]?.toLowerCase() ?? '';

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

export const isZip = (bytes: Uint8Array): boolean =>
  startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]);

/** Office files of before 2007, and all office files that are locked with a password. */
export const isCompoundFile = (bytes: Uint8Array): boolean =>
  startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

/** The first bytes as Latin letters, to look for a signature in. @param length bytes. */
export const headOf = (bytes: Uint8Array, length = 1024): string =>
  new TextDecoder('latin1').decode(bytes.subarray(0, length));
