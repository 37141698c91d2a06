import { describe, expect, it } from 'vitest';
import { clickAddMenu, pressEscape, waitForAllRead } from '../helpers/drive-panel.ts';
import { hangingScript, itMetNoError, readingWorld, untilItHangs } from '../helpers/reading-world.ts';
import { elsewhere, frame, newChat, shortArticle, startWorld, tale } from '../helpers/world.ts';

/** In the extension's own pages. */
declare const chrome: { permissions: { remove: (what: object) => Promise<boolean> } };

const reading = readingWorld();

/** Reading other sites is asked for with the first click that needs it. */
async function allowEverySite(): Promise<void> {
  await clickAddMenu(reading.panel, 'add-all-tabs');
  await waitForAllRead(reading.panel);
  await newChat(reading.panel);
}

describe('frames of other sites', () => {
  it('that hold all of the text are told from an empty page', async () => {
    const { pages } = reading.world;
    const foreign = elsewhere(pages.add('/frame-all', tale('inner')));
    const { tab, chip } = await reading.read(
      '/only-frame',
      `<!doctype html><title>Shell</title>${frame(foreign)}`,
    );
    expect(chip).toMatchObject({
      title: 'Shell',
      state: 'failed',
      detail: expect.stringMatching(/in a frame of localhost:\d+, which was not read/),
    });
    await reading.readAgain();
    await reading.untilReady(1);
    expect(await reading.sentText()).toContain('The inner keeper');
    // The next test begins without that leave again.
    await reading.panel.evaluate(() => chrome.permissions.remove({ origins: ['http://*/*', 'https://*/*'] }));
    await tab.close();
  });

  it('that we may not read yet are named, and read once the user allows it', async () => {
    const { pages } = reading.world;
    const foreign = elsewhere(pages.add('/frame-asked', tale('asked')));
    const { tab, chip } = await reading.read('/asks', shortArticle + frame(foreign));
    expect(chip).toMatchObject({ state: 'ready', detail: expect.stringContaining('1 frame not read') });
    expect(await reading.openReceipt()).toMatch(/One frame is not in it: localhost:\d+/);
    await pressEscape(reading.panel);
    await reading.actInReceipt('action.readAgain');
    await reading.panel.waitForFunction(
      () => !document.querySelector('[data-testid="source-chip"]')?.textContent?.includes('not read'),
    );
    expect(await reading.sentText()).toContain('The asked keeper');
    await tab.close();
  });

  it('that make part of the page are read, like those of the same site; advertisements are not', async () => {
    const { pages } = reading.world;
    await allowEverySite();
    const own = pages.add('/frame-own', '<p>Said in a frame of the same site.</p>');
    const inner = elsewhere(pages.add('/frame-inner', tale('inner')));
    const foreign = elsewhere(pages.add('/frame-foreign', tale('framed') + frame(inner)));
    const ad = elsewhere(pages.add('/frame-ad', '<p>Buy now.</p>'));
    pages.add('/moved', { body: '', status: 302, headers: { location: '/frame-moved' } });
    const moved = elsewhere(pages.add('/frame-moved', tale('moved'))).replace('/frame-moved', '/moved');
    const { tab, chip } = await reading.read(
      '/framed',
      `${shortArticle}${frame(own)}${frame(foreign)}${frame(moved)}<iframe src="${ad}" width="1" height="1"></iframe>`,
    );
    expect(chip.detail).not.toContain('not read');
    const content = await reading.sentText();
    expect(content).toContain('Said in a frame of the same site.');
    for (const name of ['framed', 'inner', 'moved'])
      expect(content.split(`# The ${name} keeper`), name).toHaveLength(2);
    expect(content).not.toContain('Buy now.');
    await tab.close();
  });

  it('that hang cost none of the others', async () => {
    const { pages } = reading.world;
    await allowEverySite();
    const calm = elsewhere(pages.add('/frame-calm', tale('calm')));
    const busy = elsewhere(pages.add('/frame-busy', tale('busy') + hangingScript)).replace(
      'localhost',
      'busy.localhost',
    );
    const tab = await reading.open('/hangs', shortArticle + frame(calm) + frame(busy), true);
    await untilItHangs(reading);
    await reading.world.extension.clickIcon(tab);
    const [chip] = await waitForAllRead(reading.panel);
    expect(chip).toMatchObject({ state: 'ready', detail: expect.stringContaining('1 frame not read') });
    expect(await reading.openReceipt()).toContain('busy.localhost');
    await pressEscape(reading.panel);
    const content = await reading.sentText();
    expect(content).toContain('The lighthouse keeper');
    expect(content).toContain('The calm keeper');
    expect(content).not.toContain('The busy keeper');
    await tab.close();
  });

  it('that say nothing are counted, and what stands in a sandbox is read', async () => {
    const { pages } = reading.world;
    await allowEverySite();
    const silent = elsewhere(pages.add('/frame-silent', { body: '', isSilent: true }));
    const sandbox = '<iframe sandbox srcdoc="<p>Said in a sandbox.</p>" width="600" height="300"></iframe>';
    const tab = await reading.open('/silent-frame', shortArticle + sandbox + frame(silent), true);
    await reading.world.extension.clickIcon(tab);
    const [chip] = await waitForAllRead(reading.panel);
    expect(chip).toMatchObject({ state: 'ready', detail: expect.stringContaining('1 frame not read') });
    expect(await reading.openReceipt()).toContain('localhost');
    await pressEscape(reading.panel);
    expect(await reading.sentText()).toContain('Said in a sandbox.');
    await tab.close();
  });

  it('that never load are read as far as they came', async () => {
    const { pages } = reading.world;
    await allowEverySite();
    const half = elsewhere(
      pages.add('/frame-half', {
        body: `${tale('half')}${' '.repeat(40_000)}<p>What never comes.</p>${' '.repeat(40_000)}`,
        hangs: true,
      }),
    );
    const tab = await reading.open('/waits', shortArticle + frame(half), true);
    await reading.world.extension.clickIcon(tab);
    const [chip] = await waitForAllRead(reading.panel);
    expect(chip).toMatchObject({ state: 'ready' });
    expect(await reading.openReceipt()).toContain('had not finished loading');
    await pressEscape(reading.panel);
    expect(await reading.sentText()).toContain('The half keeper');
    await tab.close();
  });
});

it('stays out of frames where the user refuses', async () => {
  const refused = await startWorld();
  try {
    const foreign = elsewhere(refused.pages.add('/frame-refused', tale('refused')));
    const { panel } = await refused.read(refused.pages.add('/mine', shortArticle + frame(foreign)));
    const [chip] = await waitForAllRead(panel);
    expect(chip).toMatchObject({ state: 'ready', detail: expect.stringContaining('1 frame not read') });
  } finally {
    await refused.close();
  }
});

itMetNoError(reading);
