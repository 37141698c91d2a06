/** A known provider. Data only: adding one that speaks a wire format of ours needs no code. */
export interface Preset {
  id: string;
  name: string;
  baseUrl: string;
  /** Where a user gets a key; empty where none is needed. */
  keyUrl: string;
  needsKey: boolean;
  /** How it is spoken to; OpenAI chat completions by default. */
  protocol?: 'anthropic-messages';
  /** Models (by name) that speak OpenAI responses only. */
  responsesFor?: RegExp;
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
    responsesFor: /-pro(?:-|$)|codex|deep-research|computer-use/,
  },
  {
    id: 'anthropic',
    name: 'Anthropic · Claude',
    baseUrl: 'https://api.anthropic.com/v1',
    keyUrl: 'https://platform.claude.com/settings/keys',
    needsKey: true,
    protocol: 'anthropic-messages',
  },
  {
    id: 'gemini',
    name: 'Google Gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    keyUrl: 'https://aistudio.google.com/apikey',
    needsKey: true,
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
  {
    id: 'qwen-cn',
    name: '通义千问 Qwen (中国)',
    baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
    keyUrl: 'https://bailian.console.aliyun.com/?tab=model#/api-key',
    needsKey: true,
  },
  {
    id: 'qwen',
    name: 'Qwen · Model Studio',
    baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
    keyUrl: 'https://modelstudio.console.alibabacloud.com/?tab=model#/api-key',
    needsKey: true,
  },
  {
    id: 'zhipu',
    name: '智谱 GLM (中国)',
    baseUrl: 'https://open.bigmodel.cn/api/paas/v4',
    keyUrl: 'https://open.bigmodel.cn/usercenter/apikeys',
    needsKey: true,
  },
  {
    id: 'z-ai',
    name: 'Z.ai · GLM',
    baseUrl: 'https://api.z.ai/api/paas/v4',
    keyUrl: 'https://z.ai/manage-apikey/apikey-list',
    needsKey: true,
  },
  {
    id: 'minimax-cn',
    name: 'MiniMax (中国)',
    baseUrl: 'https://api.minimaxi.com/v1',
    keyUrl: 'https://platform.minimaxi.com/user-center/basic-information/interface-key',
    needsKey: true,
  },
  {
    id: 'minimax',
    name: 'MiniMax',
    baseUrl: 'https://api.minimax.io/v1',
    keyUrl: 'https://platform.minimax.io/user-center/basic-information/interface-key',
    needsKey: true,
  },
  {
    id: 'doubao',
    name: '豆包 Doubao · 火山方舟',
    baseUrl: 'https://ark.cn-beijing.volces.com/api/v3',
    keyUrl: 'https://console.volcengine.com/ark/region:ark+cn-beijing/apiKey',
    needsKey: true,
  },
  {
    id: 'stepfun',
    name: '阶跃星辰 StepFun',
    baseUrl: 'https://api.stepfun.com/v1',
    keyUrl: 'https://platform.stepfun.com/interface-key',
    needsKey: true,
  },
  {
    id: 'siliconflow',
    name: '硅基流动 SiliconFlow',
    baseUrl: 'https://api.siliconflow.cn/v1',
    keyUrl: 'https://cloud.siliconflow.cn/account/ak',
    needsKey: true,
  },
  {
    id: 'xai',
    name: 'xAI · Grok',
    baseUrl: 'https://api.x.ai/v1',
    keyUrl: 'https://console.x.ai',
    needsKey: true,
  },
  {
    id: 'mistral',
    name: 'Mistral',
    baseUrl: 'https://api.mistral.ai/v1',
    keyUrl: 'https://console.mistral.ai/api-keys',
    needsKey: true,
    takesCacheKey: true,
  },
  {
    id: 'groq',
    name: 'Groq',
    baseUrl: 'https://api.groq.com/openai/v1',
    keyUrl: 'https://console.groq.com/keys',
    needsKey: true,
  },
  {
    id: 'together',
    name: 'Together',
    baseUrl: 'https://api.together.xyz/v1',
    keyUrl: 'https://api.together.ai/settings/api-keys',
    needsKey: true,
  },
  {
    id: 'fireworks',
    name: 'Fireworks',
    baseUrl: 'https://api.fireworks.ai/inference/v1',
    keyUrl: 'https://app.fireworks.ai/settings/users/api-keys',
    needsKey: true,
  },
  { id: 'ollama', name: 'Ollama', baseUrl: 'http://localhost:11434/v1', keyUrl: '', needsKey: false },
  { id: 'lm-studio', name: 'LM Studio', baseUrl: 'http://localhost:1234/v1', keyUrl: '', needsKey: false },
  { id: 'llama-cpp', name: 'llama.cpp', baseUrl: 'http://localhost:8080/v1', keyUrl: '', needsKey: false },
  { id: 'vllm', name: 'vLLM', baseUrl: 'http://localhost:8000/v1', keyUrl: '', needsKey: false },
  { id: 'jan', name: 'Jan', baseUrl: 'http://localhost:1337/v1', keyUrl: '', needsKey: false },
  { id: 'gpt4all', name: 'GPT4All', baseUrl: 'http://localhost:4891/v1', keyUrl: '', needsKey: false },
  { id: 'custom', name: 'Custom', baseUrl: '', keyUrl: '', needsKey: false },
];

/**
 * How a model of an endpoint is spoken to.
 * @param presetId of a preset that is gone, or none at all, for the default.
 */
export function protocolOf(
  presetId: string | undefined,
  model: string,
): 'openai-chat' | 'openai-responses' | 'anthropic-messages' {
  const preset = presets.find(({ id }) => id === presetId);
  return preset?.protocol ?? (preset?.responsesFor?.test(model) ? 'openai-responses' : 'openai-chat');
}
