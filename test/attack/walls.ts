import type { Page } from 'puppeteer';
import { ask, waitForAnswer } from '../helpers/drive-panel.ts';
import { buildSeeded } from './build-seeded.ts';
import { withoutSanitiser } from './faults.ts';
import type { Payload } from './payload.ts';
import { type SealedWorld, startSealedWorld } from './sealed-world.ts';
import { untilDrawn } from './until-drawn.ts';
import { Witness } from './witness.ts';

/** Asked for where the policy is off, to show that it is. */
const policyControl = 'control-of-the-policy.test';

interface WallFigures {
  wall: string;
  payloads: number;
  /** Dialogs: what ran. */
  scripts: number;
  /** Look-ups, connections and requests. */
  requests: number;
  /** Of the page itself, and windows that it opened. */
  navigations: number;
  /** Elements, handlers and addresses that the sanitiser would not have let through. */
  markup: number;
  /** What the policy refused. */
  refused: number;
}

/** Whether a page may load an image of another host. */
const loadsImages = (page: Page): Promise<boolean> =>
  page.evaluate(async (host) => {
    let isRefused = false;
    document.addEventListener('securitypolicyviolation', () => {
      isRefused = true;
    });
    const image = new Image();
    const hasFailed = new Promise((resolve) => {
      image.onerror = resolve;
    });
    image.src = `https://${host}/x.png`;
    await hasFailed;
    return !isRefused;
  }, policyControl);

/**
 * Has the endpoint answer with each payload in a chat of its own, in a page of its own: one that leads the page away leads none of the
 * others away.
 * @throws Error where the policy of a page is not on or off as it should be.
 */
async function answerWithEach(
  world: SealedWorld,
  payloads: readonly Payload[],
  isPolicyOff: boolean,
): Promise<Witness['findings']> {
  const findings: Witness['findings'] = [];
  for (const { id, text } of payloads) {
    const page = await world.extension.newTab();
    if (isPolicyOff) await page.setBypassCSP(true);
    const home = `chrome-extension://${world.extension.id}/`;
    await page.goto(`${home}sidepanel.html?temporary`);
    if ((await loadsImages(page)) !== isPolicyOff)
      throw new Error(`the policy was ${isPolicyOff ? 'on' : 'off'}`);
    const witness = await Witness.of(page, home);
    await page.waitForSelector('[data-testid="composer"]');
    world.server.reply({ text });
    await ask(page, 'Go on.');
    try {
      await waitForAnswer(page);
      await untilDrawn(page);
      await witness.look(id);
    } catch (error) {
      // A page that was led away ends no answer.
      if (!witness.findings.some(({ kind }) => kind === 'navigation')) throw error;
    }
    findings.push(...witness.findings.map((finding) => ({ ...finding, place: id })));
    await page.close();
  }
  return findings;
}

/** Drives one build with all payloads. */
async function behind(
  wall: string,
  dir: string | undefined,
  payloads: readonly Payload[],
  isPolicyOff: boolean,
): Promise<{ row: WallFigures; said: string[] }> {
  const world = await startSealedWorld(dir);
  const findings = await answerWithEach(world, payloads, isPolicyOff);
  const foreign = (await world.end()).filter(({ to }) => !to.includes(policyControl));
  const of = (...kinds: Witness['findings'][number]['kind'][]) =>
    findings.filter(({ kind }) => kinds.includes(kind));
  return {
    row: {
      wall,
      payloads: payloads.length,
      scripts: of('script').length,
      requests: foreign.length,
      navigations: of('navigation').length,
      markup: of('markup').length,
      refused: of('policy').length,
    },
    said: [
      ...foreign.map(({ kind, to }) => `${wall}: ${kind}: ${to.slice(0, 200)}`),
      ...of('script', 'navigation').map(
        ({ kind, place, said }) => `${wall}: ${kind} in ${place}: ${said.slice(0, 200)}`,
      ),
    ],
  };
}

/**
 * Each of the two walls alone: what the sanitiser lets through without the policy behind it, and the policy without the sanitiser before
 * it.
 * @returns as findings, what got past the sanitiser, and what ran in spite of the policy. What else got past the policy is in the figures.
 * @throws Error where a wall that is to be off was not.
 */
export async function wallsAlone(
  payloads: readonly Payload[],
): Promise<{ figures: WallFigures[]; findings: string[] }> {
  const sanitiser = await behind('sanitiser alone', undefined, payloads, true);
  const seeded = buildSeeded({ name: 'sanitiser off', rewrites: withoutSanitiser });
  const policy = await behind('policy alone', seeded, payloads, false);
  if (policy.row.markup === 0) throw new Error('the sanitiser was not off');
  const isScript = (said: string) => said.includes(': script in ');
  for (const said of policy.said.filter((one) => !isScript(one))) console.log(`told: ${said}`);
  const markup = sanitiser.row.markup > 0 ? [`sanitiser alone: ${sanitiser.row.markup} times markup`] : [];
  return {
    figures: [sanitiser.row, policy.row],
    findings: [...sanitiser.said, ...markup, ...policy.said.filter(isScript)],
  };
}
