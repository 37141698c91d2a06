interface KnownModel {
  /** Matches the model's name in lower case, without what stands before its last slash. */
  name: RegExp;
  windowTokens: number;
}

/**
 * Windows (prompt and answer together, in tokens) of models whose endpoints do not tell, as their makers' documentation gave them in
 * November 2026 or earlier. The first that matches counts; a model with several windows has its smallest here, and what an endpoint
 * tells or the user enters goes before this list.
 */
const knownModels: readonly KnownModel[] = [
  { name: /^moonshot-v1-8k/, windowTokens: 8192 },
  { name: /^moonshot-v1-32k/, windowTokens: 32_768 },
  { name: /^moonshot-v1-(?:128k|auto)/, windowTokens: 131_072 },
  { name: /^kimi-k3/, windowTokens: 1_048_576 },
  { name: /^kimi-k2-0711/, windowTokens: 131_072 },
  { name: /^kimi-k2/, windowTokens: 262_144 },
  { name: /^kimi/, windowTokens: 131_072 },
  { name: /^gpt-5-chat/, windowTokens: 128_000 },
  { name: /^gpt-5/, windowTokens: 400_000 },
  { name: /^gpt-4\.1/, windowTokens: 1_047_576 },
  { name: /^gpt-4o|^chatgpt-4o|^gpt-4-turbo|^gpt-4\.5/, windowTokens: 128_000 },
  { name: /^gpt-oss/, windowTokens: 131_072 },
  { name: /^gpt-4-32k/, windowTokens: 32_768 },
  { name: /^gpt-4/, windowTokens: 8192 },
  { name: /^gpt-3\.5/, windowTokens: 16_385 },
  { name: /^o1-(?:mini|preview)/, windowTokens: 128_000 },
  { name: /^o[134](?:-|$)/, windowTokens: 200_000 },
  { name: /^deepseek-(?:chat|reasoner|v[34])/, windowTokens: 131_072 },
  { name: /^claude/, windowTokens: 200_000 },
  { name: /^gemini-(?:1\.5-flash|2|3)/, windowTokens: 1_048_576 },
  { name: /^gemini-1\.5-pro/, windowTokens: 2_097_152 },
  { name: /^qwen-long/, windowTokens: 10_000_000 },
  { name: /^qwen-turbo|^qwen-flash|^qwen-plus/, windowTokens: 131_072 },
  { name: /^qwen3-coder/, windowTokens: 262_144 },
  { name: /^qwen3?-max/, windowTokens: 32_768 },
  { name: /^glm-4\.[6-9]/, windowTokens: 200_000 },
  { name: /^glm-4/, windowTokens: 128_000 },
  { name: /^mistral-(?:large|medium|small)/, windowTokens: 32_768 },
  { name: /^grok-4-fast/, windowTokens: 2_000_000 },
  { name: /^grok-4/, windowTokens: 256_000 },
  { name: /^grok-3/, windowTokens: 131_072 },
  { name: /^minimax-m1|^minimax-text-01/, windowTokens: 1_000_000 },
];

/**
 * The window of a hosted model that we know by name, in tokens; undefined for others. Not for local servers: what a model could
 * take says nothing of what a server gives it.
 */
export function knownWindow(model: string): number | undefined {
  const name = model.toLowerCase().split('/').at(-1)!;
  return knownModels.find((known) => known.name.test(name))?.windowTokens;
}
