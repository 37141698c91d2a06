import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectionsIn } from '../attack/net-log.ts';
import { clickAddMenu, press, waitForAllRead, waitForSource } from '../helpers/drive-panel.ts';
import { until } from '../helpers/until.ts';
import { startWorld, type World } from '../helpers/world.ts';

/** One address of the user's machine or network in each of the forms that URLs take; `P` is a port where something would listen. */
const forms = [
  'http://127.0.0.1:P/',
  'http://127.1:P/',
  'http://127.0.1:P/',
  'http://127.255.255.254:P/',
  'http://2130706433:P/',
  'http://0x7f000001:P/',
  'http://0x7f.1:P/',
  'http://0x7f.0x0.0x0.0x1:P/',
  'http://017700000001:P/',
  'http://0177.0.0.01:P/',
  'http://0177.1:P/',
  'http://127.0.0.1.:P/',
  'http://１２７.０.０.１:P/',
  'http://127。0。0。1:P/',
  'http://①②⑦.⓪.⓪.①:P/',
  'http://%31%32%37.0.0.1:P/',
  'http://0:P/',
  'http://0.0.0.0:P/',
  'http://[::1]:P/',
  'http://[0:0:0:0:0:0:0:1]:P/',
  'http://[::]:P/',
  'http://[::ffff:127.0.0.1]:P/',
  'http://[::ffff:7f00:1]:P/',
  'http://[::127.0.0.1]:P/',
  'http://[64:ff9b::127.0.0.1]:P/',
  'http://[2002:7f00:1::]:P/',
  'http://[fe80::1]:P/',
  'http://[fc00::1]:P/',
  'http://[fd12:3456:789a::1]:P/',
  'http://[ff02::1]:P/',
  'http://localhost:P/',
  'http://LOCALHOST.:P/',
  'http://ｌｏｃａｌｈｏｓｔ:P/',
  'http://a.localhost:P/',
  'http://a.localhost.:P/',
  'http://printer:P/',
  'http://printer.local:P/',
  'http://printer.local.:P/',
  'http://router.home.arpa:P/',
  'http://wiki.internal:P/',
  'http://user:word@127.0.0.1:P/',
  'http://public.test@127.0.0.1:P/',
  'http://10.0.0.1/',
  'http://10.255.255.255:6379/',
  'http://172.16.0.1/',
  'http://172.31.255.254/',
  'http://192.168.0.1/',
  'http://192.168.255.254:8080/',
  'http://169.254.169.254/latest/meta-data/',
  'http://100.64.0.1/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'https://127.0.0.1:P/',
  'https://192.168.1.1/',
] as const;

let world: World;
let folder: string;
/** Connections that somebody opened where nobody may. */
let opened: number;
const trap = createServer((socket) => {
  opened++;
  socket.on('error', () => socket.destroy());
  socket.end();
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unabridged-private-'));
  opened = 0;
  await new Promise<void>((resolve) => trap.listen(0, resolve));
  world = await startWorld({
    grantHosts: ['http://*/*', 'https://*/*'],
    args: [
      `--log-net-log=${join(folder, 'net.json')}`,
      // A public name that leads here, as all that lead inside do; what the browser itself asks its maker for leads nowhere.
      `--host-resolver-rules=${[
        ...['public.test', 'printer', 'printer.*', '*.home.arpa', '*.internal'].map(
          (name) => `MAP ${name} 127.0.0.1`,
        ),
        'MAP *.com ~NOTFOUND',
      ].join(' , ')}`,
    ],
  });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await new Promise((resolve) => trap.close(resolve));
});

it('of the user’s machine and network are connected to in no form, linked or behind a redirect', async () => {
  const { extension, pages } = world;
  const { port } = trap.address() as { port: number };
  const addresses = forms.map((form) => form.replace('P', String(port)));
  const links = addresses.flatMap((address, index) => {
    const target = `${address}${index}`;
    pages.add(`/hop/${index}`, {
      body: '',
      status: 302,
      headers: { location: encodeURI(decodeURI(target)) },
    });
    return [`<li><a href="${target}">direct ${index}</a>`, `<li><a href="/hop/${index}">behind ${index}</a>`];
  });
  const index = pages.add(
    '/index',
    `<title>Index</title><main><p>Many ways in.</p><ul>${links.join('')}</ul></main>`,
  );
  const publicIndex = index.replace('127.0.0.1', 'public.test');
  const tab = await extension.newTab(publicIndex);
  const panel = await extension.openPanel(tab);
  await waitForSource(panel);
  pages.requests.length = 0;
  await clickAddMenu(panel, 'add-links');
  await panel.waitForSelector('[data-testid="picker-search"]');
  await press(panel, 'picker-all');
  await press(panel, 'read-links');
  await until('links are read', async () => (await panel.$$('[data-testid="source-chip"]')).length > 60);
  const chips = await waitForAllRead(panel);
  expect(chips.slice(1).filter(({ state }) => state !== 'failed')).toEqual([]);
  // Each redirect was followed to where the browser cut it off.
  const hops = pages.requests.map(({ path }) => path).filter((path) => path.startsWith('/hop/'));
  expect(new Set(hops).size).toBe(forms.length);
  expect(opened).toBe(0);
  const own = [new URL(index).port, String(world.server.port)];
  await world.close();
  const elsewhere = connectionsIn(readFileSync(join(folder, 'net.json'), 'utf8')).filter(
    (address) => !own.some((known) => address === `127.0.0.1:${known}`),
  );
  expect(elsewhere).toEqual([]);
});
