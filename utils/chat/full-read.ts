import { answerReserve, overheadTokens } from '../context/check-fit';
import { envelopeTokens } from '../context/envelope-tokens';
import { findTruncation } from '../context/find-truncation';
import type { Pass, Piece } from '../context/plan-reading';
import { refusedWindow } from '../context/refused-window';
import type { Answer } from '../messages/chat-message';
import type { ModelMessage } from '../messages/model-message';
import { addUsage, type ReadingState, type StreamPart } from '../messages/stream-part';
import {
  condenseMessages,
  lastMessages,
  type PassInput,
  passMessages,
  type ReadingNote,
} from '../prompt/full-read';
import { summaryHeading } from '../prompt/instructions';
import { sentWords } from '../prompt/map-request';
import { createLoreTeller, openScene, wrapCards } from '../prompt/role-play';
import type { PromptSource } from '../prompt/wrap-source';
import type { Protocol } from '../providers/protocol';
import { AppError } from '../shared/app-error';
import { hostOf } from '../shared/host-of';
import { database, type Reading } from '../storage/database';
import { updateModelRecord } from '../storage/models';
import { modelTokens } from '../tokens/families';
import { countTexts, planStoredPass } from './count-tokens';
import type { Turn } from './load-turn';
import { type WrittenNotes, writeNotes } from './write-notes';

/** Notes that take more of the window than this are rewritten shorter before the next pass. */
const mostNotesShare = 0.3;
/** Room for one pass's notes; a model that thinks first takes more, which the answer's reserve holds. */
const noteTokens = 600;

/** Says which characters a part is, in tokens. */
const partTokens = 24;
/** So many refusals as too long in a row, each answered by smaller parts, end a reading. */
const mostRefusals = 3;

const number = new Intl.NumberFormat('en');

async function loadReading(answerId: string): Promise<Reading> {
  const begun: Reading = {
    answerId,
    cursor: { index: 0, offset: 0 },
    notes: [],
    passes: [],
    readCharacters: 0,
    spentMs: 0,
    usage: {},
  };
  return { ...begun, ...(await database.readings.get(answerId)) };
}

/** Earlier turns, or what is sent in their place, without their sources, which are read part by part like all others. */
function conversationOf({ thread, memory, rolePlay }: Turn): string {
  const summed = memory ? thread.findIndex(({ id }) => id === memory.upToId) + 1 : 0;
  return [
    ...(rolePlay
      ? [...wrapCards(rolePlay), ...createLoreTeller(rolePlay)(thread.map(({ text }) => text))]
      : []),
    ...(memory && summed > 0 ? [`${summaryHeading} ${memory.text}`] : []),
    ...thread.slice(summed, -1).map(({ role, text }) => `${role === 'user' ? 'User' : 'You'}: ${text}`),
  ].join('\n\n');
}

const partOf = (source: PromptSource, number: number, { start, end }: Piece): PromptSource => ({
  ...source,
  number,
  text: source.text.slice(start, end),
  part: `characters ${start + 1} to ${end} of ${source.text.length}`,
});

const headingOf = (source: PromptSource, { start, end }: Piece): string =>
  `${source.title.replace(/\s+/g, ' ')}, characters ${number.format(start + 1)} to ${number.format(end)} of ${number.format(source.text.length)}`;

/**
 * One answer made of many requests: every part of every source is read in a pass of its own, and a last request answers from the
 * notes of all passes. What was read is kept after each pass, so a stream that is opened again goes on from there: after a pause, an
 * error, or the end of the browser. A part that is refused as too long is read as smaller ones.
 * @throws AppError of the pass that failed; `window-unknown` where nobody told how much the model takes, `window-too-small` where the
 * window holds no part beside the question.
 */
export async function* streamFullRead(
  answer: Answer,
  turn: Turn,
  protocol: Protocol,
  signal: AbortSignal,
): AsyncGenerator<StreamPart> {
  const { facts, sources, sourceIds } = turn;
  if (!facts.windowTokens) throw new AppError('window-unknown');
  let windowTokens = facts.windowTokens;
  const asked = turn.thread.at(-1)?.text ?? (turn.rolePlay ? openScene : '');
  const question = sentWords(asked, 'full');
  const conversation = conversationOf(turn);
  const texts = sourceIds.map((id) => ({ id, source: sources.get(id)! }));
  const hashes = new Map(
    (await database.sources.bulkGet(sourceIds)).flatMap((source) =>
      source ? [[source.id, source.textHash] as const] : [],
    ),
  );
  const totalCharacters = texts.reduce((sum, { source }) => sum + source.text.length, 0);
  let reading = await loadReading(answer.id);

  const state = (stage: ReadingState['stage']): StreamPart => ({
    type: 'reading',
    reading: {
      passes: reading.passes.length,
      readCharacters: reading.readCharacters,
      totalCharacters,
      spentMs: reading.spentMs,
      stage,
    },
  });
  const input = (notes = reading.notes): PassInput => ({ conversation, question, notes });
  const room = () => windowTokens - answerReserve(windowTokens);
  const tokensOf = async (messages: readonly ModelMessage[]) => {
    const profiles = await countTexts(messages.map(({ content }) => content));
    return profiles.reduce((sum, profile) => sum + modelTokens(profile, facts) + overheadTokens, 0);
  };
  const save = async (changes: Partial<Reading>) => {
    reading = { ...reading, ...changes };
    await database.readings.put(reading);
  };
  const toRequest = (messages: ModelMessage[]) => turn.toRequest(messages, room());

  let refusals = 0;
  /** A refused request has read nothing: the next one is smaller. What is learned serves later questions, too. */
  const shrink = async (error: unknown, messages: readonly ModelMessage[]) => {
    if (!(error instanceof AppError) || error.code !== 'context-too-long' || ++refusals > mostRefusals)
      throw error;
    const learnedWindowTokens = refusedWindow(await tokensOf(messages), error.facts.windowTokens);
    windowTokens = Math.min(windowTokens, learnedWindowTokens);
    await updateModelRecord(answer.choice.endpointId, answer.choice.model, () => ({ learnedWindowTokens }));
  };
  /** @returns undefined where the request was refused as too long, and the window is known to be smaller now. */
  const write = async (messages: ModelMessage[]): Promise<WrittenNotes | undefined> => {
    try {
      const notes = await writeNotes(messages, {
        toRequest,
        protocol,
        tokensOf,
        tokenError: facts.tokenError,
        signal,
      });
      refusals = 0;
      return notes;
    } catch (error) {
      await shrink(error, messages);
      return undefined;
    }
  };
  const plan = async (): Promise<Pass> => {
    const beside = await tokensOf(passMessages(input(), []));
    const pass = await planStoredPass({
      texts: texts.map(({ id, source }) => ({
        id,
        hash: hashes.get(id) ?? '',
        overheadTokens: Math.ceil((envelopeTokens(source) + partTokens) * facts.tokenRatio),
      })),
      from: reading.cursor!,
      roomTokens: room() - beside,
      facts: { family: facts.family, tokenRatio: facts.tokenRatio },
    });
    if (!pass) throw new AppError('window-too-small', { model: answer.choice.model });
    return pass;
  };
  /** Rewrites the oldest notes shorter: all of them, or as many as the window holds. */
  const condense = async () => {
    const begun = performance.now();
    let count = reading.notes.length;
    let messages = condenseMessages(input());
    while (count > 2 && (await tokensOf(messages)) > room()) {
      count = Math.ceil(count / 2);
      messages = condenseMessages(input(reading.notes.slice(0, count)));
    }
    if ((await tokensOf(messages)) > room())
      throw new AppError('window-too-small', { model: answer.choice.model });
    const written = await write(messages);
    if (!written) return;
    // Half a rewriting would lose what stands in the other half.
    if (written.isCut) throw new AppError('notes-incomplete', { model: answer.choice.model });
    const isCut = reading.notes.slice(0, count).some((note) => note.isCut);
    const heading = 'Notes of the parts before, rewritten shorter';
    await save({
      notes: [{ heading, text: written.text, ...(isCut ? { isCut } : {}) }, ...reading.notes.slice(count)],
      usage: addUsage(reading.usage, written.usage),
      spentMs: reading.spentMs + performance.now() - begun,
    });
  };

  while (reading.cursor) {
    signal.throwIfAborted();
    const noteSize = await tokensOf([{ role: 'user', content: notesText(reading.notes) }]);
    if (reading.notes.length > 1 && noteSize + noteTokens > windowTokens * mostNotesShare) {
      yield state('notes');
      await condense();
      continue;
    }
    yield state('parts');
    const begun = performance.now();
    const pass = await plan();
    if (pass.pieces.length === 0) {
      await save({ cursor: pass.next ?? null });
      continue;
    }
    const parts = pass.pieces.map((piece) => ({
      piece,
      source: sources.get(piece.id)!,
      number: sourceIds.indexOf(piece.id) + 1,
    }));
    const written = await write(
      passMessages(
        input(),
        parts.map(({ piece, source, number }) => partOf(source, number, piece)),
      ),
    );
    if (!written) continue;
    const note: ReadingNote = {
      heading: parts.map(({ piece, source }) => headingOf(source, piece)).join('; '),
      text: written.text,
      ...(written.isCut ? { isCut: true } : {}),
    };
    await save({
      cursor: pass.next ?? null,
      notes: [...reading.notes, note],
      passes: [...reading.passes, pass.pieces],
      readCharacters:
        reading.readCharacters + pass.pieces.reduce((sum, { start, end }) => sum + end - start, 0),
      usage: addUsage(reading.usage, written.usage),
      spentMs: reading.spentMs + performance.now() - begun,
    });
  }

  for (;;) {
    const messages = lastMessages(input(), answer.text, turn.rolePlay !== undefined);
    const countedTokens = await tokensOf(messages);
    if (countedTokens > room() && reading.notes.length > 1) {
      yield state('notes');
      await condense();
      continue;
    }
    yield state('answer');
    let hasBegun = false;
    try {
      for await (const part of protocol.streamAnswer(toRequest(messages), signal)) {
        hasBegun = true;
        if (part.type !== 'usage') {
          yield part;
          continue;
        }
        // What the answer took is what all of its requests took.
        yield { type: 'usage', usage: addUsage(reading.usage, part.usage) };
        const { promptTokens: reportedTokens } = part.usage;
        if (findTruncation({ countedTokens, reportedTokens, error: facts.tokenError }) !== undefined)
          throw new AppError('server-truncated', {
            host: hostOf(toRequest(messages).endpoint.baseUrl),
            tokenCount: countedTokens,
          });
      }
      return;
    } catch (error) {
      if (hasBegun) throw error;
      await shrink(error, messages);
    }
  }
}

const notesText = (notes: readonly ReadingNote[]): string => notes.map(({ text }) => text).join('\n\n');
