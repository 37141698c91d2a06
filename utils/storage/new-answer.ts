import type { Answer, ModelChoice, Sending } from '../messages/chat-message';

/** An answer that an engine is to give. @param createdAt see nextStamp. */
export const newAnswer = (
  chatId: string,
  parentId: string | null,
  choice: ModelChoice,
  sending: Sending | undefined,
  createdAt: number,
): Answer => ({
  id: crypto.randomUUID(),
  chatId,
  parentId,
  role: 'assistant',
  text: '',
  reasoning: '',
  status: 'queued',
  choice,
  ...(sending ? { sending } : {}),
  createdAt,
  askedAt: Date.now(),
});
