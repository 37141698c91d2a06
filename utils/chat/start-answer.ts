import { toAppError } from '../shared/app-error';
import { failQueued } from '../storage/branches';
import { askEngine } from './ask-engine';

/** Has the engine begin a queued answer. An engine that cannot be reached leaves it failed, not queued for ever. */
export async function startAnswer(answerId: string): Promise<void> {
  try {
    await askEngine({ type: 'start-answer', answerId });
  } catch (error) {
    await failQueued(answerId, toAppError(error).toRecord());
  }
}
