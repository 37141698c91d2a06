import type { Page } from 'puppeteer';
import { seededRandom } from '../bench/quote-noise.ts';
import { ask, waitForAnswer } from '../helpers/drive-panel.ts';
import type { RecordingServer, Reply } from '../helpers/recording-server.ts';
import { newChat } from '../helpers/world.ts';
import { gap, inBatches, joined, tryBatches } from './batches.ts';
import { everyCharacter, isLong, type Payload, randomCuts } from './payload.ts';
import { untilWhole } from './until-drawn.ts';
import type { Witness } from './witness.ts';

/** Payloads in one answer. */
const atOnce = 12;
/** As fast as they are drawn one by one, or nearly. */
const deltasPerS = 1000;
/** Of the answer to what was asked last, see ask. */
const newThoughts =
  '[data-testid="answer-block"]:has([data-testid="answer"]:not([data-is-earlier])) [data-testid="reasoning"]';
/** A longer answer is ended, see `utils/providers/protocols/limit-answer.ts`. */
const mostAnswerCharacters = 2_000_000;
/** As much of an error's words as is shown, see `utils/providers/scrub.ts`. */
const shownErrorCharacters = 300;

/**
 * Has the endpoint answer with payloads, as answers and as thoughts: whole, character by character, and in random cuts. The page itself
 * looks at each state on the way, see `watch-page.ts`.
 */
export async function streamedAnswers(
  panel: Page,
  server: RecordingServer,
  witness: Witness,
  payloads: readonly Payload[],
  onDone: (count: number) => void,
): Promise<void> {
  const random = seededRandom(7);
  const view = async (batch: readonly Payload[], names: string) => {
    const text = joined(batch);
    const cuts = batch.flatMap((payload, index) => [
      ...(index > 0 ? [gap] : []),
      ...(payload.chunks ?? randomCuts(payload.text, random)),
    ]);
    const rate = batch.some(isLong) ? 0 : deltasPerS;
    const isOverLimit = 2 * text.length > mostAnswerCharacters;
    const ending = text.length > mostAnswerCharacters ? 'failed' : 'done';
    const deliveries: Record<string, Reply> = isOverLimit
      ? // Beside it no thoughts can stand.
        { 'in pieces, as far as it is taken': { deltas: everyCharacter(text), rate } }
      : {
          whole: { deltas: [text], reasoningDeltas: everyCharacter(text), rate },
          'character by character': {
            deltas: everyCharacter(text),
            reasoningDeltas: randomCuts(text, random),
            rate,
          },
          'in cuts': { deltas: cuts, reasoningDeltas: [text], rate },
        };
    if (isOverLimit)
      console.log(
        `${names}: ${text.length} characters are more than an answer and its thoughts may have; streamed once, as an answer only`,
      );
    await newChat(panel);
    for (const [name, reply] of Object.entries(deliveries)) {
      server.reply(reply);
      await ask(panel, 'Go on.');
      // Thoughts are drawn where they are unfolded only.
      if (reply.reasoningDeltas) await panel.waitForSelector(newThoughts);
      await witness.openFolds();
      const status = await waitForAnswer(panel);
      await witness.openFolds();
      await untilWhole(panel);
      await witness.look(`the answer ${name}: ${names}`);
      if (status !== ending) throw new Error(`an answer ${name} ended as ${status}: ${names}`);
      await witness.clickLinks(`links of the answer ${name}: ${names}`);
    }
    await witness.lookAtControls(`the panel after ${names}`);
  };
  await tryBatches(inBatches(payloads, atOnce), witness, view, onDone);
}

/** As many payloads in one error as its words are shown of. */
function inErrors(payloads: readonly Payload[]): Payload[][] {
  const groups: Payload[][] = [];
  for (const payload of payloads) {
    const last = groups.at(-1);
    const length = last ? joined([...last, payload]).length : Number.POSITIVE_INFINITY;
    if (last && length <= shownErrorCharacters) last.push(payload);
    else groups.push([payload]);
  }
  return groups;
}

/** Has the endpoint refuse with payloads in its words. */
export async function refusedAnswers(
  panel: Page,
  server: RecordingServer,
  witness: Witness,
  payloads: readonly Payload[],
  onDone: (count: number) => void,
): Promise<void> {
  const view = async (batch: readonly Payload[], names: string) => {
    await newChat(panel);
    server.reply({ status: 400, body: JSON.stringify({ error: { message: joined(batch) } }) });
    await ask(panel, 'Go on.');
    const status = await waitForAnswer(panel);
    await witness.look(`the error of ${names}`);
    if (status !== 'failed') throw new Error(`an answer that was refused ended as ${status}: ${names}`);
    server.clear();
  };
  await tryBatches(inErrors(payloads), witness, view, onDone);
}
