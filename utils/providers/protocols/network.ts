import type { Protocol } from '../protocol';
import { anthropicMessages } from './anthropic-messages';
import { ollamaChat } from './ollama-chat';
import { openaiChat } from './openai-chat';
import { openaiResponses } from './openai-responses';

/** The wire formats that need nothing but the network: they run in a worker. */
export const networkProtocols = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  'ollama-chat': ollamaChat,
  'anthropic-messages': anthropicMessages,
} satisfies Record<string, Protocol>;
