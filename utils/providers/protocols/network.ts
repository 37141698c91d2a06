import type { Protocol } from '../protocol';
import { ollamaChat } from './ollama-chat';
import { openaiChat } from './openai-chat';

/** The wire formats that need nothing but the network: they run in a worker. */
export const networkProtocols = {
  'openai-chat': openaiChat,
  'ollama-chat': ollamaChat,
} satisfies Record<string, Protocol>;
