import type { ErrorRecord } from '../shared/app-error';
import type { FinishReason, ReadingState, TokenUsage } from './stream-part';

/** What was picked to answer: kept with the answer, so that it says who wrote it after settings changed. */
export interface ModelChoice {
  endpointId: string;
  model: string;
}

interface MessageBase {
  id: string;
  chatId: string;
  /** The message before it; null for a chat's first. Messages form a tree, so that a retry loses no older answer. */
  parentId: string | null;
  /** Milliseconds since 1970, later than all before it in this database: also where the clock was set back. */
  createdAt: number;
  /** A field of its record could not be read: what could be is here. Found at each reading, never stored. */
  isDamaged?: true;
}

export interface UserMessage extends MessageBase {
  role: 'user';
  text: string;
  /** Sources that joined the chat with this question, in order. */
  sourceIds: string[];
}

/**
 * - `queued`: written, the engine has not begun
 * - `streaming`: being answered
 * - `waiting`: the endpoint asked to come back later
 * - `done`, `cut` (ended by the length limit), `stopped` (by the user)
 * - `failed`: with `error`; what had arrived is kept
 */
export type AnswerStatus = 'queued' | 'streaming' | 'waiting' | 'done' | 'cut' | 'stopped' | 'failed';

/** What was known of a request when it was sent; token counts are the model's own, as well as we can tell. */
export interface Sending {
  /** `full-read`: too long for one request, so every part is read in a pass of its own. */
  mode: 'whole' | 'full-read';
  countedTokens: number;
  /** How far the count may be off, as a share of it. */
  tokenError: number;
  /** What the count was corrected by, see nextTokenRatio. */
  tokenRatio: number;
}

export interface Answer extends MessageBase {
  role: 'assistant';
  text: string;
  reasoning: string;
  status: AnswerStatus;
  choice: ModelChoice;
  sending?: Sending;
  /** Of a full read. */
  reading?: ReadingState;
  /** When it was asked for last, by the clock, milliseconds since 1970. */
  askedAt?: number;
  /** From the request to the first word, milliseconds. */
  firstPartMs?: number;
  finishReason?: FinishReason;
  usage?: TokenUsage;
  error?: ErrorRecord;
  /** Work before the first word. */
  progress?: { stage: 'loading' | 'reading'; done: number; total: number };
  /** When a waiting answer is tried again, milliseconds since 1970. */
  retryAt?: number;
  /** Told to panels and never stored: there was no room to write what has come. */
  isUnsaved?: boolean;
}

/** A summary, seen and edited by the user, that is sent in the place of older turns. */
export interface ChatMemory {
  /** The last answer that it stands for. */
  upToId: string;
  text: string;
}

export type ChatMessage = UserMessage | Answer;

export const runningStatuses: readonly AnswerStatus[] = ['queued', 'streaming', 'waiting'];

/** Whether the engine is (or should be) at work on it. */
export const isRunning = (answer: Answer): boolean => runningStatuses.includes(answer.status);
