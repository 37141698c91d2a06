import { cbc, ecb } from '@noble/ciphers/aes.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { AppError } from '../../shared/app-error';
import type { CompoundFile } from '../compound-file';
import { atPath, childrenOf, descendantsOf, parseXmlTree } from '../xml-tree';

type Hash = (bytes: Uint8Array) => Uint8Array;

/** What a password opens: the package of an office file, as it would be without one. */
export interface Lock {
  /** @returns undefined where the password is wrong. */
  open(password: string): Uint8Array<ArrayBuffer> | undefined;
}

const hashes: Record<string, Hash> = {
  SHA1: sha1,
  'SHA-1': sha1,
  SHA256: sha256,
  SHA384: sha384,
  SHA512: sha512,
};
/** Rounds that a file may ask for: Office asks for 100,000; ten times that takes some seconds. */
const mostRounds = 2_000_000;
const segmentBytes = 4096;
/** What each key is derived for (MS-OFFCRYPTO 2.3.4.13). */
const purposes = {
  input: [0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79],
  value: [0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e],
  key: [0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6],
};

function join(...parts: ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const uint32 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
};

const utf16 = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), true);
  return bytes;
};

const base64 = (text: string | undefined): Uint8Array =>
  Uint8Array.from(atob(text ?? ''), (sign) => sign.charCodeAt(0));

/** Cut, or filled up with the byte that Office fills up with. */
const sized = (bytes: Uint8Array, length: number): Uint8Array => {
  const whole = new Uint8Array(length).fill(0x36);
  whole.set(bytes.subarray(0, length));
  return whole;
};

const isSame = (one: Uint8Array, other: Uint8Array): boolean => one.every((byte, at) => byte === other[at]);

/** The password, hashed often enough that guessing is slow. */
function stretch(hash: Hash, salt: Uint8Array, password: string, rounds: number): Uint8Array {
  let found = hash(join(salt, utf16(password)));
  const next = new Uint8Array(4 + found.length);
  const view = new DataView(next.buffer);
  for (let round = 0; round < rounds; round++) {
    view.setUint32(0, round, true);
    next.set(found, 4);
    found = hash(next);
  }
  return found;
}

const broken = () => new AppError('file-broken', { kind: 'Office' });

/** The way of Office 2010 and later (MS-OFFCRYPTO 2.3.4.10). */
function agileLock(info: Uint8Array, data: Uint8Array, size: number): Lock {
  const root = childrenOf(parseXmlTree(new TextDecoder().decode(info.subarray(8))))[0];
  const keyData = atPath(root, 'keyData')?.attributes;
  const encrypted = root && [...descendantsOf(root, 'encryptedKey')][0]?.attributes;
  if (!keyData || !encrypted) throw new AppError('file-locked');
  const hash = hashes[encrypted.hashAlgorithm ?? ''];
  const dataHash = hashes[keyData.hashAlgorithm ?? ''];
  const rounds = Number(encrypted.spinCount);
  const isKnown = [encrypted, keyData].every(
    ({ cipherAlgorithm, cipherChaining }) =>
      cipherAlgorithm === 'AES' && cipherChaining === 'ChainingModeCBC',
  );
  if (!hash || !dataHash || !isKnown) throw new AppError('file-locked');
  if (!(rounds <= mostRounds)) throw new AppError('file-over-limit', { limit: 'seconds' });
  const salt = base64(encrypted.saltValue);
  const blockBytes = Number(keyData.blockSize);
  const iv = sized(salt, Number(encrypted.blockSize));
  const dataSalt = base64(keyData.saltValue);
  return {
    open(password) {
      const stretched = stretch(hash, salt, password, rounds);
      const decrypt = (purpose: number[], value: string | undefined) =>
        cbc(sized(hash(join(stretched, purpose)), Number(encrypted.keyBits) / 8), iv, {
          disablePadding: true,
        }).decrypt(base64(value));
      const input = decrypt(purposes.input, encrypted.encryptedVerifierHashInput).subarray(0, salt.length);
      const expected = decrypt(purposes.value, encrypted.encryptedVerifierHashValue);
      if (!isSame(hash(input), expected)) return undefined;
      const key = decrypt(purposes.key, encrypted.encryptedKeyValue).subarray(0, Number(keyData.keyBits) / 8);
      const whole = new Uint8Array(data.length);
      for (let at = 0, segment = 0; at < data.length; at += segmentBytes, segment++) {
        const start = sized(dataHash(join(dataSalt, uint32(segment))), blockBytes);
        const piece = data.subarray(at, at + segmentBytes);
        whole.set(cbc(key, start, { disablePadding: true }).decrypt(piece), at);
      }
      return whole.subarray(0, size);
    },
  };
}

/** The way of Office 2007 (MS-OFFCRYPTO 2.3.4.5). */
function standardLock(info: Uint8Array, data: Uint8Array, size: number): Lock {
  const view = new DataView(info.buffer, info.byteOffset, info.byteLength);
  const headerBytes = view.getUint32(8, true);
  const keyBytes = view.getUint32(28, true) / 8;
  const verifier = 12 + headerBytes;
  const salt = info.subarray(verifier + 4, verifier + 20);
  const input = info.subarray(verifier + 20, verifier + 36);
  const expected = info.subarray(verifier + 40, verifier + 72);
  if (expected.length < 32 || ![16, 24, 32].includes(keyBytes)) throw broken();
  return {
    open(password) {
      const last = sha1(join(stretch(sha1, salt, password, 50_000), uint32(0)));
      const half = (fill: number) =>
        sha1(new Uint8Array(64).fill(fill).map((byte, at) => byte ^ (last[at] ?? 0)));
      const cipher = ecb(join(half(0x36), half(0x5c)).subarray(0, keyBytes), { disablePadding: true });
      if (!isSame(sha1(cipher.decrypt(input)), cipher.decrypt(expected))) return undefined;
      return new Uint8Array(cipher.decrypt(data).subarray(0, size));
    },
  };
}

/**
 * The lock of an office file that is encrypted with a password (MS-OFFCRYPTO).
 * @throws AppError `file-locked` where it is locked in a way that no password opens here; `file-broken` where it is cut off.
 */
export function lockOf(file: CompoundFile): Lock {
  const info = file.stream('EncryptionInfo');
  const stored = file.stream('EncryptedPackage');
  if (!info || !stored || info.length < 12 || stored.length < 8) throw broken();
  const view = new DataView(info.buffer);
  const minor = view.getUint16(2, true);
  const size = Math.min(new DataView(stored.buffer).getUint32(0, true), stored.length - 8);
  // Whole blocks only: a cipher has no others.
  const data = stored.subarray(8, stored.length - ((stored.length - 8) % 16));
  if (view.getUint16(0, true) === 4 && minor === 4) return agileLock(info, data, size);
  if (minor === 2) return standardLock(info, data, size);
  throw new AppError('file-locked');
}
