import { useMemo } from 'react';
import { checkFit, type Fit } from '../../utils/context/check-fit';
import { envelopeTokens } from '../../utils/context/envelope-tokens';
import { instructions } from '../../utils/prompt/instructions';
import { sentWords } from '../../utils/prompt/map-request';
import { createLoreTeller, rolePlayInstructions, wrapCards } from '../../utils/prompt/role-play';
import type { Source } from '../../utils/sources/source';
import { modelTokens } from '../../utils/tokens/families';
import { estimateProfile, type TokenProfile } from '../../utils/tokens/token-profile';
import type { ModelOption } from '../settings/use-models';
import type { ChatView } from './use-chat';

/** What the next request takes of a model's window, part by part, in the model's tokens; the question is not counted yet. */
export interface ContextSize extends Fit {
  sources: { source: Source; tokens: number; isSent: boolean }[];
  /** Questions, answers and a summary of older turns. */
  chatTokens: number;
  /** Also the cards of a chat in character. */
  instructionTokens: number;
  /** Whether the model's own vocabulary has counted every source. */
  isExact: boolean;
}

/** A turn's text is counted once; another text in its place (an edited summary) is counted anew. */
const profiles = new Map<string, { text: string; profile: TokenProfile }>();

function profileOf(id: string, text: string): TokenProfile {
  const known = profiles.get(id);
  if (known?.text === text) return known.profile;
  const profile = estimateProfile(text);
  profiles.set(id, { text, profile });
  return profile;
}

/** Sources that were read stay the same objects. */
const envelopes = new WeakMap<Source, number>();

function envelopeOf(source: Source): number {
  const known = envelopes.get(source) ?? envelopeTokens(source);
  envelopes.set(source, known);
  return known;
}

/** Measures what a model would get. */
export function measureContext(view: ChatView, model: ModelOption | null): ContextSize {
  const facts = model ?? { family: 'other' as const, tokenRatio: 1 };
  const tokensOf = (profile: TokenProfile) => modelTokens(profile, facts);
  const sent = view.joinedIds;
  const sentIds = new Set(sent);
  let isExact = facts.family === 'o200k';
  const sources = [...new Set([...sent, ...view.chat.pendingSourceIds])].flatMap((id) => {
    const source = view.sources.get(id);
    if (!source || source.status === 'failed') return [];
    const counted = view.counts.get(source.textHash);
    if (!counted?.isExact) isExact = false;
    const text = counted ? tokensOf(counted) : Math.ceil(source.tokenCount * facts.tokenRatio);
    const tokens = text + Math.ceil(envelopeOf(source) * facts.tokenRatio);
    return [{ source, tokens, isSent: sentIds.has(id) }];
  });
  const style = model?.isOnDevice ? 'small' : 'full';
  const { rolePlay } = view;
  const turns = view.thread.map(({ message }) => message.text);
  const cards = rolePlay ? [...wrapCards(rolePlay), ...createLoreTeller(rolePlay)(turns)].join('\n\n') : '';
  const instructionTokens = rolePlay
    ? tokensOf(profileOf(`role-play ${view.chat.id} ${style}`, rolePlayInstructions[style] + cards))
    : tokensOf(profileOf(`instructions ${style}`, instructions[style]));
  const { memory } = view.chat;
  const summed = memory ? view.thread.findIndex(({ message }) => message.id === memory.upToId) + 1 : 0;
  const chatTokens = view.thread
    .slice(summed)
    .reduce(
      (sum, { message }) =>
        sum +
        tokensOf(
          profileOf(message.id, message.role === 'user' ? sentWords(message.text, style) : message.text),
        ),
      memory && summed > 0 ? tokensOf(profileOf('memory', memory.text)) : 0,
    );
  return {
    ...checkFit({
      sourceTokens: sources.map(({ tokens }) => tokens),
      chatTokens: chatTokens + instructionTokens,
      windowTokens: model?.windowTokens,
    }),
    sources,
    chatTokens,
    instructionTokens,
    isExact,
  };
}

/** What the next request would take of the chosen model's window. */
export function useFit(view: ChatView | undefined, model: ModelOption | null): ContextSize | undefined {
  return useMemo(() => (view ? measureContext(view, model) : undefined), [view, model]);
}

/**
 * Tokens that a part of a source may take. A part of one that was sent already goes to a new chat, among all other sources and without
 * the turns of this one (see attachPart).
 * @returns undefined where the window is not known.
 */
export function roomForPart(size: ContextSize | undefined, source: Source): number | undefined {
  if (size?.roomTokens === undefined) return undefined;
  const whole = size.sources.find((one) => one.source.id === source.id);
  const turns = whole?.isSent ? size.chatTokens : 0;
  return size.roomTokens - (size.requestTokens - turns - (whole?.tokens ?? source.tokenCount));
}
