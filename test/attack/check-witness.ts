import type { Page } from 'puppeteer';
import { until } from '../helpers/until.ts';
import type { SealedWorld } from './sealed-world.ts';
import type { Witness } from './witness.ts';

/** Asked for by a page of the web, to show that the browser's log sees it. */
export const controlHost = 'control-of-the-log.test';

/**
 * Does in the panel what must never happen there, and forgets it again: a witness that sees nothing of it would see nothing at all.
 * @throws Error where it is blind to something.
 */
export async function checkWitness(world: SealedWorld, panel: Page, witness: Witness): Promise<void> {
  const asked = await world.extension.newTab(
    world.pages.add('/control', `<p>Control</p><img src="http://${controlHost}/x.png">`),
  );
  await asked.close();
  await panel.evaluate(() => {
    const host = document.createElement('div');
    host.id = 'control';
    host.setAttribute('onclick', 'alert(1)');
    for (const name of ['iframe', 'form', 'video', 'object']) host.append(document.createElement(name));
    const image = document.createElement('img');
    image.src = 'https://control.test/y.png';
    // Gone again before anybody looks.
    const brief = document.createElement('portal');
    setTimeout(() => brief.remove(), 50);
    host.append(brief);
    Object.assign(globalThis, { ofAScript: 1 });
    const link = document.createElement('a');
    link.href = 'javascript:alert(1)';
    host.append(image, link);
    Object.assign(host.style, { position: 'fixed', inset: '0' });
    document.body.append(host);
    Object.defineProperty(Object.prototype, 'polluted', { value: 1, enumerable: true, configurable: true });
    Object.assign(document, { createElement: () => host });
    setTimeout(() => alert('control'));
  });
  const wanted = [
    'script alert',
    'onclick on',
    '<iframe',
    '<form',
    '<video',
    '<object',
    'loads https://control',
    'href=javascript',
    'policy img-src',
    'pollution Object',
    'pollution document.createElement',
    '<portal',
    'a name is new: ofAScript',
    'covered composer',
  ];
  const missed = () => {
    const seen = witness.findings.map(({ kind, said }) => `${kind} ${said}`).join('\n');
    return wanted.filter((words) => !seen.includes(words));
  };
  // What comes a moment later is seen a moment later.
  await until('the witness sees everything', async () => {
    await witness.look('the control');
    await witness.lookAtControls('the control');
    return missed().length === 0;
  }).catch((cause: unknown) => {
    throw new Error(`the witness does not see: ${missed().join(', ')}`, { cause });
  });
  // A page that has gone through that is not the one to be tried.
  await panel.reload();
  await panel.waitForSelector('[data-testid="composer"]');
  witness.findings.length = 0;
  world.extension.panelErrors.length = 0;
}
