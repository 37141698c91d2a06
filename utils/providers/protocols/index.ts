import type { Protocol } from '../protocol';
import { embedded } from './embedded';
import { openaiChat } from './openai-chat';

/** Every wire format we speak; the contract test runs over each entry. */
export const protocols = {
  'openai-chat': openaiChat,
  embedded,
} satisfies Record<string, Protocol>;

export type ProtocolId = keyof typeof protocols;
