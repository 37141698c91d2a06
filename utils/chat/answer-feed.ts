import * as z from 'zod/mini';
import { hearChannel } from '../browser/channel';
import type { Answer } from '../messages/chat-message';
import { isTemporary } from '../storage/temporary';

/**
 * The live side of an answer. The database is written twice a second and is what lasts; this channel carries each delta to open
 * panels within a frame. Same-origin pages of the extension only: no content script and no web page can listen or speak.
 */
const sharedName = 'unabridged-answers';
/** Temporary chats are heard in their own page only. */
const ownName = `${sharedName}-${crypto.randomUUID()}`;
const channelName = () => (isTemporary() ? ownName : sharedName);

/** `from`/`text` and `reasoning`: what came after the first `from` characters; the rest of the answer without its long texts. */
export interface AnswerUpdate {
  id: string;
  textFrom: number;
  text: string;
  reasoningFrom: number;
  reasoning: string;
  state: Omit<Answer, 'text' | 'reasoning'>;
}

const answerUpdate = z.object({
  id: z.string(),
  textFrom: z.number(),
  text: z.string(),
  reasoningFrom: z.number(),
  reasoning: z.string(),
  // The engine's own word for the answer without its texts.
  state: z.custom<AnswerUpdate['state']>((state) => typeof state === 'object' && state !== null),
});

/** The step from what listeners have to what an answer is now. Texts only grow while a turn runs. */
export function toUpdate(answer: Answer, sent: { text: number; reasoning: number }): AnswerUpdate {
  const { text, reasoning, ...state } = answer;
  return {
    id: answer.id,
    textFrom: sent.text,
    text: text.slice(sent.text),
    reasoningFrom: sent.reasoning,
    reasoning: reasoning.slice(sent.reasoning),
    state,
  };
}

/**
 * An answer with one update applied, or undefined where the update does not follow on what is there (a delta was missed): the
 * listener then asks for all of it.
 */
export function applyUpdate(answer: Answer, update: AnswerUpdate): Answer | undefined {
  if (update.textFrom > answer.text.length || update.reasoningFrom > answer.reasoning.length)
    return undefined;
  return {
    ...update.state,
    text: answer.text.slice(0, update.textFrom) + update.text,
    reasoning: answer.reasoning.slice(0, update.reasoningFrom) + update.reasoning,
  };
}

export interface FeedPublisher {
  publish(update: AnswerUpdate): void;
}

export function openPublisher(): FeedPublisher {
  const channel = new BroadcastChannel(channelName());
  return { publish: (update) => channel.postMessage(update) };
}

/** @returns a function that ends the subscription. */
export const subscribe = (listener: (update: AnswerUpdate) => void): (() => void) =>
  hearChannel(channelName(), answerUpdate, listener);
