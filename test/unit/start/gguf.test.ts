import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toHalf, writeGguf } from '../../start/gguf-writer.mjs';
import { readOnnx } from '../../start/onnx-reader.mjs';

/** The number that a half-precision pattern means. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return exponent === 31
    ? sign * Number.POSITIVE_INFINITY
    : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

it('rounds to the nearest half-precision number', () => {
  fc.assert(
    fc.property(fc.float({ min: -65000, max: 65000, noNaN: true }), (value) => {
      const bits = toHalf(value);
      const distance = Math.abs(fromHalf(bits) - value);
      for (const neighbour of [bits - 1, bits + 1])
        if (neighbour >= 0 && (neighbour & 0x7c00) !== 0x7c00)
          expect(distance).toBeLessThanOrEqual(Math.abs(fromHalf(neighbour) - value));
    }),
  );
  expect([toHalf(0), toHalf(1), toHalf(-2), toHalf(65504), toHalf(1e6)]).toEqual([
    0, 0x3c00, 0xc000, 0x7bff, 0x7c00,
  ]);
});

it('writes the same file twice, with its header and aligned tensors', () => {
  const path = join(tmpdir(), `unabridged-test-${process.pid}.gguf`);
  const values = Float32Array.from({ length: 64 }, (_, index) => index - 32);
  const write = () =>
    writeGguf(path, { 'general.name': 'x', n: { uint32: 7 }, list: { strings: ['a', '字'] } }, [
      { name: 'a', shape: [2, 32], values, encoding: 'q8_0' },
      { name: 'b', shape: [64], values, encoding: 'float32' },
    ]);
  expect(write()).toBe(write());
  const bytes = readFileSync(path);
  expect(bytes.subarray(0, 4).toString()).toBe('GGUF');
  expect([bytes.readUInt32LE(4), bytes.readBigUInt64LE(8), bytes.readBigUInt64LE(16)]).toEqual([3, 2n, 3n]);
  expect(bytes.length % 32).toBe(0);
  // The float tensor stands last, padded to the alignment.
  expect(new Float32Array(Uint8Array.from(bytes.subarray(-256)).buffer)).toEqual(values);
});

it('reads tensors and nodes out of an ONNX file', () => {
  const field = (number: number, bytes: Uint8Array | number): number[] =>
    typeof bytes === 'number' ? [number << 3, bytes] : [(number << 3) | 2, bytes.length, ...bytes];
  const text = (value: string) => new TextEncoder().encode(value);
  const tensor = Uint8Array.from([
    ...field(1, 2),
    ...field(2, 3),
    ...field(8, text('w')),
    ...field(9, Uint8Array.from([255, 4])),
  ]);
  const node = Uint8Array.from([
    ...field(1, text('x')),
    ...field(1, text('w')),
    ...field(3, text('/n')),
    ...field(4, text('MatMulInteger')),
  ]);
  const graph = Uint8Array.from([...field(1, node), ...field(5, tensor)]);
  const { tensors, nodes } = readOnnx(Uint8Array.from(field(7, graph)));
  expect(nodes).toEqual([{ inputs: ['x', 'w'], name: '/n', operator: 'MatMulInteger' }]);
  expect(tensors.get('w')).toEqual({ name: 'w', shape: [2], values: Int8Array.from([-1, 4]) });
});
