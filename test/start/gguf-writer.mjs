// Writes GGUF version 3, the file format of llama.cpp: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';

const valueTypes = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 };
const alignment = 32;
const blockLength = 32;

const uint32 = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const uint64 = (value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};
const string = (value) => {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([uint64(bytes.length), bytes]);
};
const float32 = (value) => Buffer.from(Float32Array.of(value).buffer);

/** A metadata value: text, truth, `{uint32}`, `{float32}`, `{strings}` or `{int32s}`. */
function encodeValue(value) {
  if (typeof value === 'string') return [uint32(valueTypes.string), string(value)];
  if (typeof value === 'boolean') return [uint32(valueTypes.bool), Buffer.from([value ? 1 : 0])];
  if ('uint32' in value) return [uint32(valueTypes.uint32), uint32(value.uint32)];
  if ('float32' in value) return [uint32(valueTypes.float32), float32(value.float32)];
  if ('strings' in value) {
    return [
      uint32(valueTypes.array),
      uint32(valueTypes.string),
      uint64(value.strings.length),
      ...value.strings.map(string),
    ];
  }
  return [
    uint32(valueTypes.array),
    uint32(valueTypes.int32),
    uint64(value.int32s.length),
    Buffer.from(Int32Array.from(value.int32s).buffer),
  ];
}

/** A number as half precision, rounded to the nearest, ties to even. */
export function toHalf(value) {
  const bits = new Uint32Array(Float32Array.of(value).buffer)[0];
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 127;
  const fraction = bits & 0x7fffff;
  if (exponent > 15) return sign | 0x7c00;
  if (exponent < -25) return sign;
  const isNormal = exponent >= -14;
  const significand = isNormal ? fraction : fraction | 0x800000;
  const shift = isNormal ? 13 : -exponent - 1;
  const rest = significand % 2 ** shift;
  const half = 2 ** (shift - 1);
  let result = Math.floor(significand / 2 ** shift) + (isNormal ? (exponent + 15) * 1024 : 0);
  if (rest > half || (rest === half && result % 2 === 1)) result++;
  return sign | result;
}

/** Blocks of 32 numbers as one half-precision scale and 32 bytes (ggml's Q8_0). */
function toQ8(values) {
  const out = Buffer.alloc((values.length / blockLength) * (blockLength + 2));
  for (let start = 0, at = 0; start < values.length; start += blockLength, at += blockLength + 2) {
    let largest = 0;
    for (let index = start; index < start + blockLength; index++)
      largest = Math.max(largest, Math.abs(values[index]));
    const scale = largest / 127;
    out.writeUInt16LE(toHalf(scale), at);
    for (let index = 0; index < blockLength; index++)
      out.writeInt8(scale === 0 ? 0 : Math.round(values[start + index] / scale), at + 2 + index);
  }
  return out;
}

const encodings = {
  float32: { type: 0, encode: (values) => Buffer.from(Float32Array.from(values).buffer) },
  q8_0: { type: 8, encode: toQ8 },
};
const padding = (length) => Buffer.alloc((alignment - (length % alignment)) % alignment);

/**
 * Writes a model and gives the SHA-256 of the file.
 * @param {string} path
 * @param {Record<string, unknown>} metadata in the order in which it is written
 * @param {{name: string, shape: number[], values: ArrayLike<number>, encoding: 'float32' | 'q8_0'}[]} tensors shapes as [rows, columns]
 */
export function writeGguf(path, metadata, tensors) {
  const encoded = tensors.map(({ values, encoding }) => encodings[encoding].encode(values));
  const head = [Buffer.from('GGUF'), uint32(3), uint64(tensors.length), uint64(Object.keys(metadata).length)];
  for (const [key, value] of Object.entries(metadata)) head.push(string(key), ...encodeValue(value));
  let offset = 0;
  for (const [index, { name, shape, encoding }] of tensors.entries()) {
    // ggml names the fastest running dimension first.
    head.push(
      string(name),
      uint32(shape.length),
      ...[...shape].reverse().map(uint64),
      uint32(encodings[encoding].type),
      uint64(offset),
    );
    offset += encoded[index].length + padding(encoded[index].length).length;
  }
  const headBytes = Buffer.concat(head);
  const hash = createHash('sha256');
  const file = openSync(path, 'w');
  for (const bytes of [
    headBytes,
    padding(headBytes.length),
    ...encoded.flatMap((data) => [data, padding(data.length)]),
  ]) {
    writeSync(file, bytes);
    hash.update(bytes);
  }
  closeSync(file);
  return hash.digest('hex');
}
