import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import puppeteer, { type Browser, type Page, type Target, TargetType } from 'puppeteer';
import { openBrowsers } from './open-browsers.ts';
import { patienceMs, until } from './until.ts';

export interface LaunchOptions {
  /** The packed build; Chromium's by default. */
  dir?: string;
  isHeadless?: boolean;
  /** A profile that is kept; a fresh one, removed at the end, by default. */
  userDataDir?: string;
  /** Match patterns that the browser grants without its own question once the extension asks; none by default. */
  grantHosts?: string[];
  /** Whether other drivers can join: the browser listens on a socket, not on a pipe. */
  hasSocket?: boolean;
  /** More of the browser's own switches. */
  args?: readonly string[];
  /** Browser language, e.g. `zh-CN`. */
  language?: string;
}

export interface LaunchedExtension {
  browser: Browser;
  id: string;
  /** Errors that the panel met: uncaught ones and refusals of the content security policy. */
  panelErrors: string[];
  /** Clicks the toolbar icon on a page and gives the real side panel. */
  openPanel(page: Page): Promise<Page>;
  /** The side panel that a click has opened or is about to open. */
  panel(): Promise<Page>;
  /** Clicks the icon while the panel may be open already. */
  clickIcon(page: Page): Promise<void>;
  /** Opens a tab, with an address where one is given. */
  newTab(url?: string): Promise<Page>;
  /** Opens a page of the extension in a tab. */
  openPage(path: string): Promise<Page>;
  /** Does what opens a tab, and gives that tab. @param isIt tells it by its address. */
  tabOpenedBy(act: () => Promise<unknown>, isIt: (url: string) => boolean): Promise<Page>;
  /** Does what makes the browser load the extension anew, which closes its pages, and waits until a click is heard again. */
  untilReloaded(act: () => Promise<void>): Promise<void>;
  killServiceWorker(): Promise<void>;
  /**
   * Ends all of the browser's processes at once, as a crash or a power cut does. The profile stays.
   * @returns when, in milliseconds since 1970.
   */
  kill(): Promise<number>;
  close(): Promise<void>;
}

const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The id that Chromium gives an unpacked extension: the hash of its folder in the letters a to p. */
function unpackedId(dir: string): string {
  const hex = createHash('sha256').update(dir).digest('hex').slice(0, 32);
  return [...hex].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

function grant(userDataDir: string, id: string, hosts: string[]): void {
  const permissions = { api: [], explicit_host: hosts, manifest_permissions: [], scriptable_host: [] };
  mkdirSync(join(userDataDir, 'Default'), { recursive: true });
  writeFileSync(
    join(userDataDir, 'Default', 'Preferences'),
    JSON.stringify({ extensions: { settings: { [id]: { runtime_granted_permissions: permissions } } } }),
  );
}

/** Starts a browser with the packed extension installed, ready for a click on its icon. */
export async function launchExtension(options: LaunchOptions = {}): Promise<LaunchedExtension> {
  const dir = resolve(options.dir ?? '.output/chrome-mv3');
  const userDataDir = options.userDataDir ?? mkdtempSync(join(tmpdir(), 'unabridged-'));
  if (options.grantHosts) grant(userDataDir, unpackedId(dir), options.grantHosts);
  const browser = await puppeteer.launch({
    headless: options.isHeadless ?? true,
    pipe: !options.hasSocket,
    enableExtensions: true,
    userDataDir,
    defaultViewport: null,
    // A browser run as root refuses its sandbox.
    args: [
      ...flags,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--window-size=1280,900',
      ...(options.args ?? []),
      ...(options.language ? [`--lang=${options.language}`, `--accept-lang=${options.language}`] : []),
    ],
  });
  openBrowsers.add(browser);
  const id = await browser.installExtension(dir);
  const panelErrors: string[] = [];

  const own = () =>
    browser.targets().filter((target) => target.url().startsWith(`chrome-extension://${id}/`));
  const workers = () => own().filter((target) => target.type() === TargetType.SERVICE_WORKER);
  /**
   * Asks each worker, and lets go of it again: one that a driver holds neither sleeps nor ends for good. A worker that is going away
   * answers nothing, or rejects: another look finds the one that comes after it.
   */
  const askWorkers = (expression: string): Promise<unknown[]> =>
    Promise.all(
      workers().map(async (target) => {
        const session = await target.createCDPSession().catch(() => undefined);
        const answer = session
          ?.send('Runtime.evaluate', { expression, returnByValue: true })
          .then(({ result }) => result.value as unknown)
          .catch(() => undefined);
        const value = await Promise.race([answer, setTimeout(2_000)]);
        void session?.detach().catch(() => undefined);
        return value;
      }),
    );
  /** The listener is there a moment after the worker is, and the browser drops a click that comes between the two. */
  const untilItListens = () =>
    until('a new worker listens to clicks', async () =>
      (await askWorkers('!globalThis.isOld && chrome.action.onClicked.hasListeners()')).includes(true),
    );
  await untilItListens();

  const panelUrl = `chrome-extension://${id}/sidepanel.html`;
  const patient = (page: Page) => {
    page.setDefaultTimeout(patienceMs);
    return page;
  };
  const newTab = async (url?: string) => {
    const page = patient(await browser.newPage());
    if (url) await page.goto(url);
    return page;
  };
  const clickIcon = async (page: Page) => {
    const extension = (await browser.extensions()).get(id)!;
    await page.bringToFront();
    await page.triggerExtensionAction(extension);
  };
  const panel = async () => {
    const isPanel = (target: Target) => target.url().startsWith(panelUrl);
    const target = await browser.waitForTarget(isPanel, { timeout: patienceMs });
    const opened = patient(await target.asPage());
    opened.on('pageerror', (error) => panelErrors.push(String(error)));
    opened.on('console', (message) => message.type() === 'error' && panelErrors.push(message.text()));
    await opened.waitForSelector('[data-testid="composer"]');
    return opened;
  };
  const kill = async () => {
    const program = browser.process()!;
    const hasEnded = program.exitCode !== null || program.signalCode !== null;
    const ended = new Promise((done) => program.once('exit', done));
    const killedAt = performance.timeOrigin + performance.now();
    if (hasEnded) return killedAt;
    // The browser leads a group of its own; where there are no groups, its helpers end with it.
    if (process.platform === 'win32') program.kill('SIGKILL');
    else process.kill(-program.pid!, 'SIGKILL');
    await ended;
    openBrowsers.delete(browser);
    return killedAt;
  };
  return {
    browser,
    id,
    panelErrors,
    clickIcon,
    newTab,
    panel,
    async openPanel(page) {
      await clickIcon(page);
      return panel();
    },
    openPage: (path) => newTab(`chrome-extension://${id}/${path}`),
    async tabOpenedBy(act, isIt) {
      const known = new Set(browser.targets());
      const opened = browser.waitForTarget((target) => !known.has(target) && isIt(target.url()), {
        timeout: patienceMs,
      });
      await act();
      return patient(await (await opened).asPage());
    },
    async untilReloaded(act) {
      const pages = own().filter((target) => !workers().includes(target));
      await askWorkers('globalThis.isOld = true');
      await act();
      await until('its pages are closed', () => !own().some((target) => pages.includes(target)));
      await untilItListens();
    },
    async killServiceWorker() {
      const [target] = await until('there is a worker', () => (workers().length > 0 ? workers() : undefined));
      await (await target!.worker())!.close();
    },
    kill,
    async close() {
      openBrowsers.delete(browser);
      if (browser.connected) await browser.close();
      else await kill();
      if (!options.userDataDir) rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
