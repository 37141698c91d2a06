export function toHalf(value: number): number;
export function writeGguf(
  path: string,
  metadata: Record<string, unknown>,
  tensors: { name: string; shape: number[]; values: ArrayLike<number>; encoding: 'float32' | 'q8_0' }[],
): string;
