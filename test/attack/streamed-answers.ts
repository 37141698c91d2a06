import type { Page } from 'puppeteer';
import { seededRandom } from '../bench/quote-noise.ts';
import { ask, waitForAnswer } from '../helpers/drive-panel.ts';
import type { RecordingServer } from '../helpers/recording-server.ts';
import { newChat } from '../helpers/world.ts';
import { type Payload, randomCuts } from './payload.ts';
import type { Witness } from './witness.ts';

/** Answers in one chat: more would make each slower than the one before. */
const answersAtOnce = 15;

/** Has the endpoint answer with each payload: whole, and in random cuts with thoughts before. */
export async function streamedAnswers(
  panel: Page,
  server: RecordingServer,
  witness: Witness,
  payloads: readonly Payload[],
  onDone: (count: number) => void,
): Promise<void> {
  const random = seededRandom(7);
  let count = 0;
  for (const { id, text, chunks } of payloads) {
    const isLong = text.length > 20_000;
    const deliveries = [
      { name: 'whole', reply: { deltas: [text] } },
      {
        name: 'in cuts',
        reply: {
          deltas: chunks ?? randomCuts(text, random),
          rate: isLong ? 0 : 400,
          reasoning: isLong ? '' : text.slice(0, 2000),
        },
      },
    ];
    for (const { name, reply } of deliveries) {
      if (count++ % answersAtOnce === 0) await newChat(panel);
      server.reply(reply);
      await ask(panel, 'Go on.');
      const drawn = waitForAnswer(panel);
      // While it grows, half of a tag or of an address is a text of its own.
      await witness.look(`the answer ${id} ${name}, growing`);
      await drawn;
      await witness.look(`the answer ${id} ${name}`);
    }
    onDone(1);
  }
}
