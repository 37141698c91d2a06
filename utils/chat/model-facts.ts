import { findEmbeddedModel } from '../providers/embedded/models';
import { knownWindow } from '../providers/known-models';
import type { Price } from '../providers/protocol';
import { isPrivateAddress } from '../sources/private-address';
import type { Endpoint } from '../storage/database';
import type { ModelRecord } from '../storage/models';
import { familyError, familyOf, type TokenFamily } from '../tokens/families';

/** Where a window's size comes from. */
export type WindowOrigin = 'entered' | 'learned' | 'told' | 'table';

/** All that is known of a model, from its endpoint, from our table, from the user and from its own answers. */
export interface ModelFacts {
  windowTokens: number | undefined;
  windowOrigin: WindowOrigin | undefined;
  family: TokenFamily;
  /** Reported tokens for one that we count; 1 before the first report. */
  tokenRatio: number;
  /** How far a count may be off, as a share of it. */
  tokenError: number;
  price: Price | undefined;
  prefillTokensPerS: number | undefined;
  /** Whether each request asks for its own window. */
  asksForWindow: boolean;
}

/**
 * A ratio that the endpoint's own reports have set leaves this much, for texts of another kind; more where no vocabulary of the family
 * was at hand, because one language says little of another there.
 */
const calibratedError: Record<TokenFamily, number> = {
  o200k: familyError('o200k'),
  qwen: 0.08,
  deepseek: 0.08,
  llama: 0.08,
  kimi: 0.2,
  other: 0.2,
};

function windowOf(
  model: string,
  endpoint: Endpoint | undefined,
  record: ModelRecord | undefined,
): Pick<ModelFacts, 'windowTokens' | 'windowOrigin'> {
  const learned = record?.learnedWindowTokens;
  const entered = record?.enteredWindowTokens;
  // A refusal is the last word: it came after what was entered.
  if (learned && (!entered || learned < entered)) return { windowTokens: learned, windowOrigin: 'learned' };
  if (entered) return { windowTokens: entered, windowOrigin: 'entered' };
  const told = endpoint?.models.find(({ id }) => id === model)?.windowTokens;
  if (told) return { windowTokens: told, windowOrigin: 'told' };
  const isOwnServer = endpoint ? isPrivateAddress(endpoint.baseUrl) : true;
  const known = isOwnServer ? undefined : knownWindow(model);
  return known
    ? { windowTokens: known, windowOrigin: 'table' }
    : { windowTokens: undefined, windowOrigin: undefined };
}

/** @param endpoint undefined for the model on the device. */
export function modelFacts(
  model: string,
  endpoint: Endpoint | undefined,
  record: ModelRecord | undefined,
): ModelFacts {
  const family = familyOf(model);
  const told = endpoint?.models.find(({ id }) => id === model);
  const embedded = endpoint ? undefined : findEmbeddedModel(model);
  return {
    ...(embedded
      ? { windowTokens: embedded.windowTokens, windowOrigin: 'told' as const }
      : windowOf(model, endpoint, record)),
    family,
    tokenRatio: record?.tokenRatio ?? 1,
    tokenError: record?.tokenRatio ? calibratedError[family] : familyError(family),
    price: record?.enteredPrice ?? told?.price,
    prefillTokensPerS: record?.prefillTokensPerS,
    asksForWindow: told?.protocol === 'ollama-chat',
  };
}
