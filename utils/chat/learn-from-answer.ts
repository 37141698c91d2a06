import { findTruncation } from '../context/find-truncation';
import { refusedWindow } from '../context/refused-window';
import type { Answer } from '../messages/chat-message';
import { type ModelRecord, updateModelRecord } from '../storage/models';
import { nextTokenRatio } from '../tokens/calibrate';

/** Shorter prompts are read in less time than their answer takes to begin. */
const fewestTokens = 2000;

type Lesson = Partial<Omit<ModelRecord, 'id'>>;

/**
 * What an answer that has ended tells of its model: how its count relates to ours, how fast it reads, and how long a request may be
 * where it has refused one. A full read learns on its way; its request is the last of many, and was not counted by the panel.
 * @param record what was known before.
 */
export function lessonOf({ sending, usage, error, firstPartMs }: Answer, record: ModelRecord): Lesson {
  if (!sending || sending.mode === 'full-read') return {};
  const { countedTokens, tokenRatio, tokenError } = sending;
  // Without a host nobody has refused it: it was our own count that stood against it.
  if (error?.code === 'context-too-long')
    return error.facts.host && countedTokens > 0
      ? { learnedWindowTokens: refusedWindow(countedTokens, error.facts.windowTokens) }
      : {};
  const reported = usage?.promptTokens;
  if (reported === undefined) return {};
  const isCut = findTruncation({ countedTokens, reportedTokens: reported, error: tokenError }) !== undefined;
  const ratio = nextTokenRatio(record.tokenRatio, countedTokens / tokenRatio, reported, isCut);
  const unread = reported - (usage?.cachedTokens ?? 0);
  return {
    ...(ratio === undefined ? {} : { tokenRatio: ratio }),
    ...(firstPartMs && unread >= fewestTokens ? { prefillTokensPerS: (unread * 1000) / firstPartMs } : {}),
  };
}

/** Keeps what an answer teaches. */
export const learnFromAnswer = (answer: Answer): Promise<void> =>
  updateModelRecord(answer.choice.endpointId, answer.choice.model, (record) => lessonOf(answer, record));
