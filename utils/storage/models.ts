import type { Price } from '../providers/protocol';
import { database } from './database';

/** What the user entered of a model, and what its answers have taught us. */
export interface ModelRecord {
  /** See modelKey. */
  id: string;
  /** By the user, in tokens. */
  enteredWindowTokens?: number;
  /** From the endpoint's own refusal of a longer request, in tokens. */
  learnedWindowTokens?: number;
  enteredPrice?: Price;
  /** Prompt tokens that the endpoint reports, for one that we count. */
  tokenRatio?: number;
  /** How fast prompts were read until their first word. */
  prefillTokensPerS?: number;
}

export const modelKey = (endpointId: string, model: string): string => `${endpointId} ${model}`;

export const loadModelRecord = (endpointId: string, model: string): Promise<ModelRecord | undefined> =>
  database.models.get(modelKey(endpointId, model));

/** Changes what is known of a model; fields that are given as undefined are forgotten. */
export async function updateModelRecord(
  endpointId: string,
  model: string,
  change: (record: ModelRecord) => Partial<Omit<ModelRecord, 'id'>>,
): Promise<void> {
  await database.transaction('rw', database.models, async () => {
    const id = modelKey(endpointId, model);
    const record = (await database.models.get(id)) ?? { id };
    await database.models.put({ ...record, ...change(record) });
  });
}
