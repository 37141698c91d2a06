import { estimateFromFeatures } from './estimate-tokens';
import { textFeatures } from './text-features';

/** A text's size for every family of models at once: stored with a source, so that another model costs no second count. */
export interface TokenProfile {
  /** Tokens of the o200k vocabulary. */
  o200k: number;
  /** See textFeatures. */
  features: number[];
  /** Whether `o200k` was counted by the vocabulary itself. */
  isExact: boolean;
}

/** The quick profile: one pass, no vocabulary. */
export function estimateProfile(text: string): TokenProfile {
  const features = textFeatures(text);
  return { o200k: estimateFromFeatures(features), features, isExact: false };
}

export const emptyProfile: TokenProfile = { o200k: 0, features: [], isExact: true };

/** The profile of two texts together: counts are additive but for the one token where they meet. */
export function addProfiles(one: TokenProfile, other: TokenProfile): TokenProfile {
  const length = Math.max(one.features.length, other.features.length);
  return {
    o200k: one.o200k + other.o200k,
    features: Array.from({ length }, (_, index) => (one.features[index] ?? 0) + (other.features[index] ?? 0)),
    isExact: one.isExact && other.isExact,
  };
}
