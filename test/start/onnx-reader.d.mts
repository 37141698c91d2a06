interface Tensor {
  name: string;
  shape: number[];
  values: ArrayLike<number>;
}
export function readOnnx(bytes: Uint8Array): {
  tensors: Map<string, Tensor>;
  nodes: { inputs: string[]; name: string; operator: string }[];
};
