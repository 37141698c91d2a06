import { cbc, ecb } from '@noble/ciphers/aes.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { compoundOf } from './compound-of.ts';

const bytesOf = (...parts: ArrayLike<number>[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => Array.from(part)));
const uint32 = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer);
const utf16 = (text: string): Uint8Array =>
  new Uint8Array(Uint16Array.from(text, (sign) => sign.charCodeAt(0)).buffer);
const padded = (bytes: Uint8Array, block = 16): Uint8Array =>
  bytesOf(bytes, new Uint8Array((block - (bytes.length % block)) % block));
const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const counted = (from: number, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (from + at) & 255);

function stretch(
  hash: (bytes: Uint8Array) => Uint8Array,
  salt: Uint8Array,
  password: string,
  rounds: number,
): Uint8Array {
  let found = hash(bytesOf(salt, utf16(password)));
  for (let round = 0; round < rounds; round++) found = hash(bytesOf(uint32(round), found));
  return found;
}

/** An office file locked as Office 2010 and later do (agile encryption). @param rounds how often the password is hashed. */
export function lockAgile(file: Uint8Array, password: string, rounds = 10): Uint8Array {
  const salt = counted(1, 16);
  const dataSalt = counted(50, 16);
  const key = counted(100, 32);
  const stretched = stretch(sha512, salt, password, rounds);
  const seal = (purpose: number[], value: Uint8Array) =>
    base64(
      cbc(sha512(bytesOf(stretched, purpose)).subarray(0, 32), salt, { disablePadding: true }).encrypt(
        padded(value),
      ),
    );
  const input = counted(7, 16);
  const common =
    'saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512"';
  const xml = `<encryption xmlns:p="urn:p"><keyData ${common} saltValue="${base64(dataSalt)}"/><keyEncryptors><keyEncryptor><p:encryptedKey spinCount="${rounds}" ${common} saltValue="${base64(salt)}" encryptedVerifierHashInput="${seal([0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79], input)}" encryptedVerifierHashValue="${seal([0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e], sha512(input))}" encryptedKeyValue="${seal([0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6], key)}"/></keyEncryptor></keyEncryptors></encryption>`;
  const pieces: Uint8Array[] = [];
  for (let at = 0, segment = 0; at < file.length; at += 4096, segment++) {
    const iv = sha512(bytesOf(dataSalt, uint32(segment))).subarray(0, 16);
    pieces.push(cbc(key, iv, { disablePadding: true }).encrypt(padded(file.subarray(at, at + 4096))));
  }
  return compoundOf({
    EncryptionInfo: bytesOf([4, 0, 4, 0, 0x40, 0, 0, 0], new TextEncoder().encode(xml)),
    EncryptedPackage: bytesOf(uint32(file.length), uint32(0), ...pieces),
  });
}

/** An office file locked as Office 2007 does (standard encryption). */
export function lockStandard(file: Uint8Array, password: string): Uint8Array {
  const salt = counted(1, 16);
  const last = sha1(bytesOf(stretch(sha1, salt, password, 50_000), uint32(0)));
  const key = sha1(new Uint8Array(64).fill(0x36).map((byte, at) => byte ^ (last[at] ?? 0))).subarray(0, 16);
  const seal = (bytes: Uint8Array) => ecb(key, { disablePadding: true }).encrypt(padded(bytes));
  const input = counted(7, 16);
  const header = bytesOf(...[0x24, 0, 0x660e, 0x8004, 128, 0x18, 0, 0].map(uint32), utf16('AES\0'));
  return compoundOf({
    EncryptionInfo: bytesOf(
      [4, 0, 2, 0],
      uint32(0x24),
      uint32(header.length),
      header,
      uint32(16),
      salt,
      seal(input),
      uint32(20),
      seal(sha1(input)),
    ),
    EncryptedPackage: bytesOf(uint32(file.length), uint32(0), seal(file)),
  });
}
