import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser, type Page, TargetType, type WebWorker } from 'puppeteer';

export interface LaunchOptions {
  /** The packed build; Chromium's by default. */
  dir?: string;
  isHeadless?: boolean;
  /** A profile that is kept; a fresh one, removed at the end, by default. */
  userDataDir?: string;
  /** Match patterns that the browser grants without its own question once the extension asks; none by default. */
  grantHosts?: string[];
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
  /** Clicks the icon while the panel may be open already. */
  clickIcon(page: Page): Promise<void>;
  /** Opens a page of the extension in a tab. */
  openPage(path: string): Promise<Page>;
  killServiceWorker(): Promise<void>;
  /** Ends the browser's process at once, as a crash or a power cut does. The profile stays. */
  kill(): Promise<void>;
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
    pipe: true,
    enableExtensions: true,
    userDataDir,
    defaultViewport: null,
    // A browser run as root refuses its sandbox.
    args: [
      ...flags,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--window-size=1280,900',
      ...(options.language ? [`--lang=${options.language}`, `--accept-lang=${options.language}`] : []),
    ],
  });
  const id = await browser.installExtension(dir);
  const panelErrors: string[] = [];

  const serviceWorker = async (): Promise<WebWorker> => {
    const target = await browser.waitForTarget(
      (candidate) => candidate.type() === TargetType.SERVICE_WORKER && candidate.url().includes(id),
    );
    return (await target.worker())!;
  };
  const worker = await serviceWorker();
  // The listener is there a moment after the worker is.
  while (!(await worker.evaluate('chrome.action.onClicked.hasListeners()')))
    await new Promise((done) => setTimeout(done, 20));

  const panelUrl = `chrome-extension://${id}/sidepanel.html`;
  const clickIcon = async (page: Page) => {
    const extension = (await browser.extensions()).get(id)!;
    await page.bringToFront();
    await page.triggerExtensionAction(extension);
  };
  return {
    browser,
    id,
    panelErrors,
    clickIcon,
    async openPanel(page) {
      await clickIcon(page);
      const target = await browser.waitForTarget((candidate) => candidate.url().startsWith(panelUrl));
      const panel = await target.asPage();
      panel.on('pageerror', (error) => panelErrors.push(String(error)));
      panel.on('console', (message) => message.type() === 'error' && panelErrors.push(message.text()));
      await panel.waitForSelector('[data-testid="composer"]');
      return panel;
    },
    async openPage(path) {
      const page = await browser.newPage();
      await page.goto(`chrome-extension://${id}/${path}`);
      return page;
    },
    async killServiceWorker() {
      await (await serviceWorker()).close();
    },
    async kill() {
      const ended = new Promise((done) => browser.once('disconnected', done));
      browser.process()?.kill('SIGKILL');
      await ended;
    },
    async close() {
      await browser.close();
      if (!options.userDataDir) rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
