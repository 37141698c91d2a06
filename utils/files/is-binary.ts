import { unicodeForm } from './unicode-form';

/** How much is looked at, without zeros (bytes). */
const sampleBytes = 8192;
/** Bytes that no text has: a few may be damage (share). */
const mostControls = 0.02;
/** Beside zeros, that a crash or a full disk leaves in a log, there is next to no other damage. */
const mostControlsBesideZeros = 0.002;

/** Archives that are text around texts: TAR, CPIO. */
const isTextArchive = (bytes: Uint8Array): boolean => {
  const at = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  return at(257, 262) === 'ustar' || /^07070[127]/.test(at(0, 6));
};

const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32 && byte !== 27);

/** Whether bytes are no text in any encoding. Zeros in a text are no reason: it is read, and they are shown. */
export function isBinary(bytes: Uint8Array): boolean {
  // These are full of zeros.
  const form = unicodeForm(bytes);
  if (form && form !== 'utf-8') return false;
  let zeros = 0;
  let others = 0;
  let controls = 0;
  for (let at = 0; at < bytes.length && others < sampleBytes; at++) {
    const byte = bytes[at]!;
    if (byte === 0) zeros++;
    else {
      others++;
      if (isControl(byte)) controls++;
    }
  }
  if (zeros === 0) return controls > others * mostControls;
  return others === 0 || controls > others * mostControlsBesideZeros || isTextArchive(bytes);
}
