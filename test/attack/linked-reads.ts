import type { Page } from 'puppeteer';
import { clickAddMenu, press, waitForAllRead } from '../helpers/drive-panel.ts';
import { PageServer } from '../helpers/page-server.ts';
import { newChat } from '../helpers/world.ts';
import type { SealedWorld } from './sealed-world.ts';

/** Addresses of the user's own machine and network in the spellings that addresses take; the port is a server's that listens here. */
const privateAddresses = (port: number): string[] =>
  [
    'localhost',
    'localhost.',
    'LOCALHOST',
    'a.localhost',
    '127.0.0.1',
    '127.0.0.1.',
    '127.1',
    '127.0.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '017700000001',
    '0177.0.0.1',
    '%31%32%37.0.0.1',
    '127。0。0。1',
    '①②⑦.0.0.1',
    '127.0.0.2',
    '127.255.255.254',
    '0.0.0.0',
    '0',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[fe80::1]',
    '[fd00::1]',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.254',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    'router.local',
    'printer.lan',
    'intranet',
    'wiki.corp',
  ].map((host) => `http://${host}:${port}`);

const document = (title: string, rest = ''): string =>
  `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1><p>${title} tells of the keeper who wrote down every ship.</p>${rest}`;

/**
 * Signs in to a site, reads its links, and looks at what its server and one of the user's own network were asked.
 * @returns what was sent along, and what came into the network.
 */
export async function linkedReads(world: SealedWorld, panel: Page): Promise<string[]> {
  const inside = await new PageServer().start();
  const { port } = new URL(inside.add('/', document('Inside')));
  const addresses = privateAddresses(Number(port));
  const links: string[] = [];
  for (const [index, address] of addresses.entries()) {
    const path = `/inside-${index}`;
    inside.add(path, document(`Inside ${index}`));
    const wayIn = `/way-in-${index}`;
    // A header holds plain letters only.
    const location = `${address}${path}`.replace(/[^ -~]+/g, encodeURIComponent);
    world.pages.add(wayIn, { body: '', status: 302, headers: { location } });
    links.push(`${address}${path}`, wayIn);
  }
  const open = Array.from({ length: 20 }, (_, index) => `/open-${index}`);
  for (const path of open) world.pages.add(path, document(`Open ${path.slice(6)}`));
  const list = [...open, ...links].map((href) => `<li><a href="${href}">To ${href}</a></li>`).join('');
  const index = await world.extension.newTab(
    world.pages.add('/signed-in', {
      body: document('Signed in', `<ul>${list}</ul>`),
      headers: { 'set-cookie': 'session=secret; path=/; SameSite=Lax' },
    }),
  );
  await newChat(panel);
  await world.extension.clickIcon(index);
  await waitForAllRead(panel);
  const begun = world.pages.requests.length;
  await clickAddMenu(panel, 'add-links');
  await panel.waitForSelector('[data-testid="picker-search"]');
  await press(panel, 'picker-all');
  await press(panel, 'read-links');
  await waitForAllRead(panel, open.length + addresses.length);
  const asked = world.pages.requests.slice(begun);
  const found: string[] = [];
  for (const path of open)
    if (asked.filter((request) => request.path === path).length !== 1)
      found.push(`${path} was not read once`);
  for (const { path, headers } of asked)
    for (const name of ['cookie', 'authorization', 'referer', 'origin'])
      if (headers[name] !== undefined) found.push(`${name} sent to ${path}`);
  for (const { path, headers } of inside.requests)
    found.push(`private address http://${headers.host}${path} was asked`);
  await index.close();
  await inside.close();
  return found;
}
