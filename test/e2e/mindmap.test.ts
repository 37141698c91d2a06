import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive } from '../../utils/files/unzip.ts';
import { mapTab, nodeOf, shownMap, untilMapStands } from '../helpers/drive-map.ts';
import {
  answerText,
  ask,
  composerText,
  press,
  waitForAnswer,
  waitForSource,
  waitForWindow,
} from '../helpers/drive-panel.ts';
import { itMetNoError, readingWorld } from '../helpers/reading-world.ts';
import { lighthouseMaps } from '../helpers/sample-maps.ts';
import { longOutline, seedMap } from '../helpers/seed-map.ts';
import { patienceMs, until } from '../helpers/until.ts';
import { startWorld } from '../helpers/world.ts';

const reading = readingWorld();
const sample = lighthouseMaps.en;
const filler = '<p>The tower is seen from far away, and the sea around it is never quiet for long.</p>';
const longPage = `<!doctype html><html lang="en"><title>${sample.title}</title><article><h1>${sample.title}</h1>${filler.repeat(900)}${sample.page}${filler.repeat(900)}</article></html>`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unabridged-maps-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Draws a map of a page, and opens it in full size. */
async function drawMap(outline: string): Promise<{ tab: Page; map: Page }> {
  const { tab } = await reading.read('/light', longPage);
  reading.world.server.reply({ text: outline, deltaSize: 6 });
  await press(reading.panel, 'draw-map');
  expect(await waitForAnswer(reading.panel)).toBe('done');
  const map = await mapTab(reading.world.extension, () => press(reading.panel, 'map-open'));
  await untilMapStands(map);
  return { tab, map };
}
const nodeCount = (page: Page): Promise<number> =>
  page.$eval('[data-nodes]', (map) => Number((map as HTMLElement).dataset.nodes));

/** Saves a map in a format, and gives the file's bytes. */
async function save(map: Page, format: string): Promise<Buffer> {
  const before = new Set(readdirSync(folder));
  const client = await map.createCDPSession();
  await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await map.bringToFront();
  await map.locator('[data-testid="map-menu"]').click();
  await press(map, `map-export-${format}`);
  const name = await until(`a file ${format} is saved`, () =>
    readdirSync(folder).find((one) => one.endsWith(`.${format}`) && !before.has(one)),
  );
  const bytes = readFileSync(join(folder, name));
  rmSync(join(folder, name));
  return bytes;
}

/** Opens a file as a map of its own. */
async function importFile(map: Page, name: string, content: string | Buffer): Promise<Page> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const input = (await map.waitForSelector(
    '[data-testid="map-import-input"]',
  )) as ElementHandle<HTMLInputElement>;
  const opened = await mapTab(reading.world.extension, () => input.uploadFile(path));
  await untilMapStands(opened);
  return opened;
}

describe('a mind map of a long page', () => {
  it('grows while it is written, without drawing anything twice, and is asked for as any question is', async () => {
    const { tab } = await reading.read('/light', longPage);
    const goOn = reading.world.server.replyInTwo({ text: sample.outline, deltaSize: 3, rate: 150 }, 200);
    await press(reading.panel, 'draw-map');
    await reading.panel.waitForSelector('[data-testid="map-card"] me-main me-tpc');
    const map = await mapTab(reading.world.extension, () => press(reading.panel, 'map-open'));
    await map.waitForSelector('me-main me-wrapper me-wrapper me-tpc');
    // The elements that are there now are those that are there at the end.
    await map.evaluate(() => {
      for (const topic of document.querySelectorAll('me-tpc')) topic.setAttribute('data-early', '');
    });
    const early = await map.$$eval('[data-early]', (all) => all.length);
    goOn();
    expect(await waitForAnswer(reading.panel)).toBe('done');
    await map.waitForFunction(() => document.querySelectorAll('me-tpc').length === 25);
    expect(early).toBeLessThan(25);
    expect(await map.$$eval('[data-early]', (all) => all.length)).toBe(early);
    await untilMapStands(map);
    expect(await shownMap(map)).toMatch(
      /^The northern light\(Beginnings\(Wreck of the Forfarshire: 43 lives lost Drawn by Ada Whitmore First lit on 3 May 1851\(In heavy fog, before eleven guests\)\) The tower\(/,
    );
    await expect.poll(() => nodeCount(reading.panel)).toBe(24);
    // The card shows the main branches, and how much hangs on each.
    await expect
      .poll(() => shownMap(reading.panel))
      .toBe('The northern light(Beginnings The tower Life of the keepers Light Today)');
    expect(await map.evaluate(() => document.body.innerText)).not.toMatch(/\[\[|\]\]/);

    const [system, question, ...others] = reading.world.server.lastMessages;
    expect(others).toEqual([]);
    expect(system!.content).toMatch(/^You are Unabridged/);
    expect(question!.content.match(/The tower is seen from far away/g)!.length).toBeGreaterThan(1800);
    expect(question!.content).toMatch(/<\/source-[0-9a-f]+>\n\nDraw a mind map of the sources above/);
    await map.close();
    await tab.close();
  });

  it('folds, searches, and leads to the passage in the tab', async () => {
    const { tab, map } = await drawMap(sample.outline);
    const folder = '[data-testid="mind-map"] me-main > me-wrapper:nth-child(3) > me-parent > me-epd';
    await map.$eval(folder, (sign) => (sign as HTMLElement).click());
    await map.waitForFunction(() => document.querySelectorAll('me-tpc').length === 21);
    expect(await shownMap(map)).toContain(' Life of the keepers Light(');
    const branch = await nodeOf(map, 'Life of the keepers');
    expect(await branch.evaluate((topic) => topic.getAttribute('aria-expanded'))).toBe('false');

    await map.type('[data-testid="map-search"]', 'GREEN books');
    await map.waitForFunction(() => document.querySelector('me-tpc.selected[data-match]'));
    expect(await map.$eval('me-tpc.selected .text', (label) => label.textContent)).toBe(
      '31 years in eleven green books',
    );
    expect(await map.$eval('[data-testid="map-matches"]', (said) => said.textContent)).toBe('1 of 1');
    // The map glides to what was found.
    await untilMapStands(map);
    const box = await (await map.$('me-tpc.selected'))!.boundingBox();
    expect(box!.x).toBeGreaterThan(0);
    expect(box!.x + box!.width).toBeLessThan(1280);

    expect(
      await map.$$eval('[data-testid="map-citation"]', (marks) =>
        marks.map((mark) => (mark as HTMLElement).dataset.stateOfCitation),
      ),
    ).toEqual([...Array(18).fill('verified'), 'missing']);
    await map.$eval('me-tpc.selected [data-testid="map-citation"]', (mark) => (mark as HTMLElement).click());
    const marked = await tab.waitForFunction(() => {
      const ranges = [...CSS.highlights.values()].flatMap((highlight) => [...highlight] as Range[]);
      const place = ranges[0]?.getBoundingClientRect();
      return place && place.top >= 0 && place.bottom <= innerHeight && ranges.map(String).join('');
    });
    expect(await marked.jsonValue()).toBe('Thirty-one years of these lists fill eleven green books');
    expect(await tab.evaluate(() => document.visibilityState)).toBe('visible');
    await map.close();
    await tab.close();
  });

  it('goes out in every format without a script or an address, and comes back as the same tree', async () => {
    const hostile = '  - <script>alert(1)</script> & <img src=x onerror=alert(1)>\n';
    const { tab, map } = await drawMap(sample.outline + hostile);
    const files: Record<string, Buffer> = {};
    for (const format of ['md', 'opml', 'mm', 'xmind', 'svg', 'png']) files[format] = await save(map, format);

    const [md, opml, mm, svg] = ['md', 'opml', 'mm', 'svg'].map((format) => files[format]!.toString('utf8'));
    expect(md).toContain(
      '# The northern light\n\n- Beginnings\n  - Wreck of the Forfarshire: 43 lives lost[^1]\n',
    );
    expect(md).toMatch(
      /\[\^1\]: The northern light: a history of one tower, <http.*> “the wreck of the Forfarshire/,
    );
    // What does not stand in the source says so wherever it goes.
    expect(md).toMatch(/“a museum will open.*\(.*not.*\)/i);
    for (const xml of [opml, mm, svg]) {
      expect(xml).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;img');
      expect(xml).not.toMatch(/<(?:script|img|image|foreignObject|style|iframe)|href=|<!ENTITY|\son\w+="/i);
    }
    const outOfNames = svg!.replace('xmlns="http://www.w3.org/2000/svg"', '');
    expect(outOfNames).not.toMatch(/https?:|url\(/);
    expect(svg!.match(/<rect/g)).toHaveLength(1 + 26);
    const archive = openArchive(new Uint8Array(files.xmind!));
    const [sheet] = JSON.parse(new TextDecoder().decode(archive.bytes('content.json')));
    expect(sheet.rootTopic.title).toBe('The northern light');
    expect(sheet.rootTopic.children.attached).toHaveLength(5);
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg!)!.map(Number);
    expect(files.png!.subarray(1, 4).toString()).toBe('PNG');
    expect([files.png!.readUInt32BE(16), files.png!.readUInt32BE(20)]).toEqual([2 * width!, 2 * height!]);

    for (const [name, content] of [
      ['back.md', md],
      ['back.opml', opml],
    ] as const) {
      const back = await importFile(map, name, content!);
      expect(await shownMap(back)).toBe(await shownMap(map));
      expect((await save(back, 'md')).toString('utf8')).toBe(md);
      await back.close();
    }
    await map.close();
    await tab.close();
  });
});

describe('a map that is edited', () => {
  it('takes new words, nodes, moves and deletions, undoes them, and keeps them', async () => {
    const { tab, map } = await drawMap('# Root\n- a\n  - b\n  - c\n- d');
    await map.bringToFront();
    await (await nodeOf(map, 'b')).click();
    await map.keyboard.press('F2');
    await map.waitForSelector('#input-box');
    await map.keyboard.type('<b>new</b>');
    await map.keyboard.press('Enter');
    await until('it is renamed', async () => (await shownMap(map)) === 'Root(a(<b>new</b> c) d)');
    await map.keyboard.press('Tab');
    await map.waitForSelector('#input-box');
    await map.keyboard.type('child');
    await map.keyboard.press('Enter');
    await until('it has a child', async () => (await shownMap(map)) === 'Root(a(<b>new</b>(child) c) d)');
    await untilMapStands(map);
    await (await nodeOf(map, 'c')).click();
    await map.keyboard.press('Delete');
    await until('c is gone', async () => (await shownMap(map)) === 'Root(a(<b>new</b>(child)) d)');
    await map.keyboard.down('Control');
    await map.keyboard.press('z');
    await map.keyboard.up('Control');
    await until('c is back', async () => (await shownMap(map)) === 'Root(a(<b>new</b>(child) c) d)');
    await press(map, 'map-redo');
    await until('c is gone again', async () => (await shownMap(map)) === 'Root(a(<b>new</b>(child)) d)');
    await untilMapStands(map);
    await (await nodeOf(map, 'd')).click();
    await map.keyboard.down('Alt');
    await map.keyboard.press('ArrowUp');
    await map.keyboard.up('Alt');
    await until('d is first', async () => (await shownMap(map)) === 'Root(d a(<b>new</b>(child)))');
    await until('the card has it, too', async () => (await shownMap(reading.panel)) === 'Root(d a)');

    await map.reload();
    await untilMapStands(map);
    await expect.poll(() => shownMap(map)).toBe('Root(d a(<b>new</b>(child)))');
    await map.locator('[data-testid="map-menu"]').click();
    await press(map, 'map-restore');
    await until('it is the model’s again', async () => (await shownMap(map)) === 'Root(a(b c) d)');
    await map.close();
    await tab.close();
  });

  it('lets no node hang below itself, and others go where they are dragged', async () => {
    const { tab, map } = await drawMap('# Root\n- a\n  - b\n    - c\n- d');
    await map.bringToFront();
    const drag = async (from: string, to: string) => {
      const middle = async (label: string) => {
        const box = (await (await nodeOf(map, label)).boundingBox())!;
        return [box.x + box.width / 2, box.y + box.height / 2] as const;
      };
      await map.mouse.move(...(await middle(from)));
      await map.mouse.down();
      const [x, y] = await middle(to);
      // Above its middle is *before*, and below *after* another; from a little above it goes into it.
      await map.mouse.move(x, y + 12, { steps: 8 });
      await map.mouse.up();
    };
    await drag('a', 'c');
    expect(await shownMap(map)).toBe('Root(a(b(c)) d)');
    await drag('c', 'd');
    await until('c hangs on d', async () => (await shownMap(map)) === 'Root(a(b) d(c))');
    await map.close();
    await tab.close();
  });

  it('stays where the user has moved it while it grows', async () => {
    const { tab } = await reading.read('/light', longPage);
    const goOn = reading.world.server.replyInTwo({ text: sample.outline, deltaSize: 3, rate: 120 }, 160);
    await press(reading.panel, 'draw-map');
    await reading.panel.waitForSelector('[data-testid="map-card"]');
    const map = await mapTab(reading.world.extension, () => press(reading.panel, 'map-open'));
    await map.waitForSelector('me-main me-wrapper me-wrapper me-tpc');
    await map.bringToFront();
    // No node is there, however far the map has grown: a node would be dragged alone.
    const frame = (await (await map.$('.map-container'))!.boundingBox())!;
    const corner = { x: frame.x + 10, y: frame.y + frame.height - 10 };
    await map.mouse.move(corner.x, corner.y);
    await map.mouse.down();
    await map.mouse.move(corner.x + 80, corner.y - 60, { steps: 4 });
    await map.mouse.up();
    const place = () =>
      map.$eval('me-main > me-wrapper me-tpc', (topic) => {
        const { left } = topic.getBoundingClientRect();
        const holder = topic.closest('me-wrapper')!.getBoundingClientRect();
        return [Math.round(left), Math.round(holder.top)];
      });
    const before = await place();
    const nodes = await map.$$eval('me-tpc', (all) => all.length);
    goOn();
    expect(await waitForAnswer(reading.panel)).toBe('done');
    await map.waitForFunction(() => document.querySelectorAll('me-tpc').length === 25);
    expect(nodes).toBeLessThan(25);
    expect(await place()).toEqual(before);

    // A map that glides to its place stops under the hand, and goes with it.
    await map.locator('[data-testid="map-fit"]').click();
    await map.mouse.move(corner.x, corner.y);
    await map.mouse.down();
    const glides = () => map.$eval('.map-canvas', (canvas) => canvas.getAnimations().length);
    expect(await glides()).toBe(0);
    const [left, top] = await place();
    await map.mouse.move(corner.x + 40, corner.y - 20, { steps: 2 });
    await expect.poll(place).toEqual([left! + 40, top! - 20]);
    expect(await glides()).toBe(0);
    await map.mouse.up();
    await map.close();
    await tab.close();
  });
});

describe('going further into a node', () => {
  it('asks with the same sources, and hangs what comes below the node', async () => {
    const { tab, map } = await drawMap(sample.outline);
    const [, first] = reading.world.server.lastMessages;
    reading.world.server.reply({ text: sample.branch, deltaSize: 4, rate: 200 });
    await (await nodeOf(map, 'The tower')).click();
    await press(map, 'map-expand');
    await map.waitForFunction(
      () => document.querySelectorAll('me-main > me-wrapper:nth-child(2) me-tpc').length === 7,
    );
    await map.waitForFunction(() => !document.querySelector('[data-testid="map-expanding"]'));
    await untilMapStands(map);
    expect(await shownMap(map)).toContain(
      'The tower(Grey granite, 42 metres On a reef under water twice a day Granite from the quarry of the port Seen from far away(In every weather) A sea that is never quiet)',
    );
    const [system, question] = reading.world.server.lastMessages;
    expect(system!.content).toMatch(/^You are Unabridged/);
    const source = first!.content.slice(0, first!.content.indexOf('\n\nDraw a mind map'));
    expect(question!.content.startsWith(`${source}\n\nThis is a mind map of the sources above`)).toBe(true);
    expect(question!.content).toContain('“The northern light” → “The tower”');

    await press(map, 'map-undo');
    await until('it is undone in one step', async () => !(await shownMap(map)).includes('quarry'));

    reading.world.server.reply({ text: 'none' });
    await press(map, 'map-expand');
    await map.waitForFunction(() => document.body.innerText.includes('say nothing more about “The tower”'));
    reading.world.server.reply({ status: 401 });
    await press(map, 'map-expand');
    await map.waitForSelector('[data-testid="map-retry"]');
    reading.world.server.reply({ text: '- A door of oak' });
    await press(map, 'map-retry');
    await until('it is tried again', async () => (await shownMap(map)).includes('A door of oak'));

    reading.world.server.replyInTwo({ text: '- one more\n- and another', deltaSize: 1 }, 14);
    await press(map, 'map-expand');
    await until('it has begun', async () => (await shownMap(map)).includes('one'));
    await press(map, 'map-stop');
    await map.waitForFunction(() => !document.querySelector('[data-testid="map-expanding"]'));
    expect(await shownMap(map)).not.toContain('another');
    // None of this is a chat that anybody has had.
    await reading.panel.bringToFront();
    await press(reading.panel, 'history');
    await reading.panel.waitForSelector('[data-testid="chat-row"]');
    expect(
      await reading.panel.$eval('[data-testid="history-list"]', (list) => (list as HTMLElement).innerText),
    ).not.toContain('This is a mind map');
    await reading.panel.keyboard.press('Escape');
    await map.close();
    await tab.close();
  });
});

describe('a map of two thousand nodes', () => {
  it('draws what is in its frame and near it, wherever that comes to be', async () => {
    const { extension } = reading.world;
    const id = await seedMap(reading.panel, longOutline(2_000));
    const map = await extension.newTab();
    map.setDefaultTimeout(patienceMs);
    await map.goto(`chrome-extension://${extension.id}/map.html?id=${id}`);
    await untilMapStands(map);
    await press(map, 'map-unfold');
    /** Waits until the frame is full of nodes, and gives how many there are in all, and how high the map is. */
    const frameIsFull = () =>
      map
        .waitForFunction(() => {
          const frame = document.querySelector('.map-container')!.getBoundingClientRect();
          const inFrame = (selector: string) =>
            [...document.querySelectorAll(selector)].filter((one) => {
              const { top, bottom } = one.getBoundingClientRect();
              return bottom > frame.top && top < frame.bottom;
            }).length;
          if (inFrame('[data-far]') > 0 || inFrame('me-main me-tpc') < 10) return false;
          const { offsetHeight } = document.querySelector<HTMLElement>('me-nodes')!;
          return { drawn: document.querySelectorAll('me-tpc').length, offsetHeight };
        })
        .then((handle) => handle.jsonValue() as Promise<{ drawn: number; offsetHeight: number }>);
    const selected = () => map.$eval('me-tpc.selected .text', (label) => label.textContent);
    const atFirst = await frameIsFull();
    expect(atFirst.drawn).toBeLessThan(400);

    await map.type('[data-testid="map-search"]', 'Node 1999:');
    await until(
      'the last node is found',
      async () => (await selected()) === 'Node 1999: ships, 灯塔 and oil',
    );
    const box = (await (await map.$('me-tpc.selected'))!.boundingBox())!;
    expect(box.y).toBeGreaterThan(0);
    const atEnd = await frameIsFull();
    expect(atEnd.drawn).toBeLessThan(500);
    // Drawn or not, a branch takes the same room.
    expect(Math.abs(atEnd.offsetHeight - atFirst.offsetHeight)).toBeLessThan(2);

    await map.focus('.map-container');
    await map.keyboard.press('ArrowLeft');
    await map.keyboard.press('ArrowLeft');
    await until('the branch is selected', async () => (await selected()) === 'Branch 8');
    await frameIsFull();
    await map.keyboard.press('ArrowRight');
    await until('its first node is selected', async () => (await selected())!.startsWith('Node 1751:'));
    await frameIsFull();
    await map.keyboard.press('Delete');
    await until('a branch is gone', async () => (await nodeCount(map)) < 2_000);
    await press(map, 'map-undo');
    await until('it is back', async () => (await nodeCount(map)) === 2_000);
    expect(await selected()).toMatch(/^Node 1751:/);
    await frameIsFull();
    await press(map, 'map-fold');
    await map.waitForFunction(() => !document.querySelector('[data-far]'));
    expect(await map.$$eval('me-tpc', (all) => all.length)).toBe(9);
    await map.close();
  });
});

describe('bad input', () => {
  it('shows markup in labels as text, and loads nothing', async () => {
    const leak = reading.world.pages.add('/leak.png', { body: 'x', contentType: 'image/png' });
    const labels = [
      '<img src=x onerror=alert(1)>',
      `<svg onload=alert(1)><image href="${leak}"/></svg>`,
      '<script>document.title = 1</script>',
      `![picture](${leak})`,
      '{{constructor}} $& \\u0041',
    ];
    const { tab, map } = await drawMap(
      `# Root <i>\n${labels.map((label) => `- ${label}`).join('\n')}\n- ${'long words '.repeat(1000)}end`,
    );
    expect(
      await map.$$eval('me-main me-tpc > .text', (texts) =>
        texts.slice(0, 5).map((text) => text.textContent),
      ),
    ).toEqual(labels);
    expect(await map.$$eval('me-nodes :is(img, image, script, iframe, i, a)', (found) => found.length)).toBe(
      0,
    );
    // What the canvas would take for nodes with HTML in them, were its own keys on.
    await (await nodeOf(map, labels[0]!)).click();
    await map.evaluate(() => {
      const clipboardData = new DataTransfer();
      const data = [{ id: 'x', topic: 'x', dangerouslySetInnerHTML: '<img src="x">' }];
      clipboardData.setData('text/plain', JSON.stringify({ magic: 'MIND-ELIXIR-WAIT-COPY', data }));
      document
        .querySelector('.map-container')!
        .dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    });
    expect(await map.$$eval('me-nodes img', (found) => found.length)).toBe(0);
    expect(await nodeCount(map)).toBe(6);
    const long = (await nodeOf(map, `${'long words '.repeat(1000)}end`)) as ElementHandle<HTMLElement>;
    expect((await long.boundingBox())!.height).toBeLessThan(200);
    expect(reading.world.pages.requests.map(({ path }) => path)).not.toContain('/leak.png');
    await map.close();
    await tab.close();
  });

  it('draws twenty levels', async () => {
    const levels = Array.from({ length: 20 }, (_, depth) => `${'  '.repeat(depth)}- level ${depth + 1}`);
    const { tab, map } = await drawMap(`# Root\n${levels.join('\n')}`);
    expect(await nodeCount(map)).toBe(20);
    expect((await shownMap(map)).match(/\(/g)).toHaveLength(20);
    await map.close();
    await tab.close();
  });

  it.each([
    ['an answer in prose', 'I cannot draw this text as a map. It is one sentence that says one thing.'],
    ['a title only', '# Nothing else'],
  ])('offers %s as text, with another try', async (_, text) => {
    const { tab } = await reading.read('/light', longPage);
    reading.world.server.reply({ text });
    await press(reading.panel, 'draw-map');
    expect(await waitForAnswer(reading.panel)).toBe('done');
    expect(await answerText(reading.panel)).toContain(text.replace('# ', ''));
    expect(await answerText(reading.panel)).toContain('not an outline');
    reading.world.server.reply({ text: '# T\n- a\n- b' });
    await press(reading.panel, 'retry');
    await reading.panel.waitForSelector('[data-testid="map-card"] me-main me-tpc');
    await tab.close();
  });

  it('keeps what had come of a map that was stopped, and goes on with it', async () => {
    const { tab } = await reading.read('/light', longPage);
    reading.world.server.replyInTwo({ text: '# T\n- a\n- b\n- c\n- d', deltaSize: 1 }, 14);
    await press(reading.panel, 'draw-map');
    await until('two branches are there', async () => (await reading.panel.$$('me-main me-tpc')).length >= 2);
    await press(reading.panel, 'stop');
    expect(await waitForAnswer(reading.panel)).toBe('stopped');
    reading.world.server.reply({ text: '\n- e\n- f' });
    await press(reading.panel, 'action-continue');
    await reading.panel.waitForFunction(() => document.body.innerText.includes('f'));
    await until('it has gone on', async () => (await shownMap(reading.panel)).endsWith('e f)'));
    await tab.close();
  });

  it('refuses a file without an outline in a sentence', async () => {
    const { tab, map } = await drawMap('# Root\n- a\n- b');
    const path = join(folder, 'none.md');
    writeFileSync(path, 'Only prose.');
    const input = (await map.$('[data-testid="map-import-input"]')) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(path);
    await map.waitForFunction(() => document.body.innerText.includes('“none.md” holds no outline'));
    await map.close();
    await tab.close();
  });
});

it('draws a map of an answer, too', async () => {
  const { tab } = await reading.read('/light', longPage);
  reading.world.server.reply({ text: 'The tower is old.' }, { text: '# Tower\n- old\n- grey' });
  await ask(reading.panel, 'How old?');
  expect(await waitForAnswer(reading.panel)).toBe('done');
  await reading.panel.bringToFront();
  await reading.panel.locator('[data-testid="map-start"]').click();
  await press(reading.panel, 'map-of-answer');
  await reading.panel.waitForSelector('[data-testid="map-card"] me-main me-tpc');
  expect(reading.world.server.lastMessages.at(-1)!.content).toMatch(/The map is about: your answer above$/);
  await tab.close();
});

it('draws a map of what is too long for one request, read in full', async () => {
  const world = await startWorld({ models: [{ id: 'test-model', context_length: 8192 }] });
  try {
    const { panel } = await world.read(world.pages.add('/light', longPage));
    await waitForSource(panel);
    await waitForWindow(panel, '8.2k');
    await press(panel, 'draw-map');
    await panel.waitForSelector('[data-testid="too-long"]');
    expect(world.server.chats).toHaveLength(0);
    // What waits in the field is what a user could have typed.
    expect(await composerText(panel)).toBe('/map');
    world.server.defaultReply = { text: '# Tower\n- old\n- grey [[1: "tower of grey granite"]]' };
    await press(panel, 'full-read');
    expect(await waitForAnswer(panel)).toBe('done');
    await untilMapStands(panel);
    await expect.poll(() => shownMap(panel)).toBe('Tower(old grey)');
    expect(world.server.chats.length).toBeGreaterThan(3);
    expect(world.server.lastMessages.at(-1)!.content).toContain('Draw a mind map of the sources above');
    expect(
      await panel.$eval(
        '[data-testid="map-citation"]',
        (mark) => (mark as HTMLElement).dataset.stateOfCitation,
      ),
    ).toBe('verified');
    expect(world.extension.panelErrors).toEqual([]);
  } finally {
    await world.close();
  }
});

itMetNoError(reading);
