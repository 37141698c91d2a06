import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type ExactCounter, loadO200k } from '../../utils/tokens/o200k.ts';

/** The exact counter, outside of a browser. */
export const loadCounter = (): Promise<ExactCounter> =>
  loadO200k(async (imports) => {
    const bytes = await readFile(createRequire(import.meta.url).resolve('tiktoken/lite/tiktoken_bg.wasm'));
    return (await WebAssembly.instantiate(bytes, imports)).instance;
  });
