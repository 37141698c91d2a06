// A reader for the few parts of an ONNX file (protobuf) that the converter needs: graph → initializers and nodes.
// Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto

/** Splits a protobuf message into [field number, value]: a number for varints, bytes for everything else. */
function* fieldsOf(bytes) {
  let at = 0;
  const readVarint = () => {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = bytes[at++];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  };
  while (at < bytes.length) {
    const key = readVarint();
    const field = Math.floor(key / 8);
    const wire = key % 8;
    const length = wire === 2 ? readVarint() : wire === 5 ? 4 : wire === 1 ? 8 : 0;
    if (wire === 0) yield [field, readVarint()];
    else {
      yield [field, bytes.subarray(at, at + length)];
      at += length;
    }
  }
}

const text = (bytes) => Buffer.from(bytes).toString('utf8');
const dataTypes = { 1: Float32Array, 2: Uint8Array, 3: Int8Array };

/** A tensor's numbers, whether they are stored raw or as a repeated field. */
function readTensor(bytes) {
  const tensor = { name: '', shape: [], values: [] };
  let dataType = 0;
  let raw;
  const floats = [];
  const integers = [];
  for (const [field, value] of fieldsOf(bytes)) {
    if (field === 1) tensor.shape.push(value);
    else if (field === 2) dataType = value;
    else if (field === 4)
      for (let at = 0; at < value.length; at += 4) floats.push(Buffer.from(value).readFloatLE(at));
    else if (field === 5) integers.push(...(typeof value === 'number' ? [value] : value));
    else if (field === 8) tensor.name = text(value);
    else if (field === 9) raw = value;
  }
  const Type = dataTypes[dataType];
  // A copy: a typed array must begin at a multiple of its element's size.
  if (raw && Type) tensor.values = new Type(Uint8Array.from(raw).buffer);
  else tensor.values = floats.length > 0 ? Float32Array.from(floats) : integers;
  return tensor;
}

function readNode(bytes) {
  const node = { inputs: [], name: '', operator: '' };
  for (const [field, value] of fieldsOf(bytes)) {
    if (field === 1) node.inputs.push(text(value));
    else if (field === 3) node.name = text(value);
    else if (field === 4) node.operator = text(value);
  }
  return node;
}

/**
 * @param {Uint8Array} bytes an ONNX model
 * @returns {{ tensors: Map<string, {name: string, shape: number[], values: ArrayLike<number>}>, nodes: {inputs: string[], name: string, operator: string}[] }}
 */
export function readOnnx(bytes) {
  const tensors = new Map();
  const nodes = [];
  for (const [field, value] of fieldsOf(bytes)) {
    if (field !== 7) continue;
    for (const [inner, part] of fieldsOf(value)) {
      if (inner === 1) nodes.push(readNode(part));
      else if (inner === 5) {
        const tensor = readTensor(part);
        tensors.set(tensor.name, tensor);
      }
    }
  }
  return { tensors, nodes };
}
