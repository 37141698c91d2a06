/** A known OpenAI-compatible provider. Data only: adding one needs no code. */
export interface Preset {
  id: string;
  name: string;
  baseUrl: string;
  /** Where a user gets a key; empty where none is needed. */
  keyUrl: string;
  needsKey: boolean;
  /** It finds a prompt's cache by the request's `prompt_cache_key`. */
  takesCacheKey?: boolean;
  /** Models (by name) that keep a prompt's cache only where the request says so, by `cache_control`. */
  cacheMarksFor?: RegExp;
  /** Fields that each request carries. */
  extraBody?: Readonly<Record<string, unknown>>;
}

/** Ordered as the settings show them. Addresses as the providers' documentation gives them. */
export const presets: readonly Preset[] = [
  {
    id: 'moonshot-cn',
    name: 'Moonshot · Kimi (中国)',
    baseUrl: 'https://api.moonshot.cn/v1',
    keyUrl: 'https://platform.moonshot.cn/console/api-keys',
    needsKey: true,
  },
  {
    id: 'moonshot',
    name: 'Moonshot · Kimi',
    baseUrl: 'https://api.moonshot.ai/v1',
    keyUrl: 'https://platform.moonshot.ai/console/api-keys',
    needsKey: true,
  },
  {
    id: 'openai',
    name: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    keyUrl: 'https://platform.openai.com/api-keys',
    needsKey: true,
    takesCacheKey: true,
  },
  {
    id: 'deepseek',
    name: 'DeepSeek',
    baseUrl: 'https://api.deepseek.com/v1',
    keyUrl: 'https://platform.deepseek.com/api_keys',
    needsKey: true,
  },
  {
    id: 'openrouter',
    name: 'OpenRouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    keyUrl: 'https://openrouter.ai/settings/keys',
    needsKey: true,
    cacheMarksFor: /^(?:anthropic|qwen)\//,
    // It takes words out of the middle of prompts that are too long, for small models by itself: an error instead.
    extraBody: { plugins: [{ id: 'context-compression', enabled: false }] },
  },
  { id: 'ollama', name: 'Ollama', baseUrl: 'http://localhost:11434/v1', keyUrl: '', needsKey: false },
  { id: 'lm-studio', name: 'LM Studio', baseUrl: 'http://localhost:1234/v1', keyUrl: '', needsKey: false },
  { id: 'llama-cpp', name: 'llama.cpp', baseUrl: 'http://localhost:8080/v1', keyUrl: '', needsKey: false },
  { id: 'custom', name: 'Custom', baseUrl: '', keyUrl: '', needsKey: false },
];
