import type { Page } from 'puppeteer';
import type { LaunchedExtension } from './launch-extension.ts';

const byId = (id: string) => `[data-testid="${id}"]`;

export interface EndpointToConnect {
  baseUrl: string;
  apiKey: string;
  model: string;
  /** Seconds; the form's own default where it is absent. */
  silenceTimeoutS?: number;
}

async function fill(page: Page, id: string, value: string): Promise<void> {
  const field = await page.waitForSelector(byId(id));
  await field!.click({ count: 3 });
  await page.keyboard.press('Backspace');
  if (value) await field!.type(value);
}

/** Fills in the settings form, as a user does. Leaves the page open and gives it back. */
export async function fillEndpoint(extension: LaunchedExtension, endpoint: EndpointToConnect): Promise<Page> {
  const options = await extension.openPage('options.html');
  await options.waitForSelector(`${byId('preset')}, ${byId('add-endpoint')}`);
  const add = await options.$(byId('add-endpoint'));
  await add?.click();
  await options.waitForSelector(byId('preset'));
  await options.select(byId('preset'), 'custom');
  await fill(options, 'base-url', endpoint.baseUrl);
  await fill(options, 'api-key', endpoint.apiKey);
  await fill(options, 'model', endpoint.model);
  if (endpoint.silenceTimeoutS) {
    await options.$eval('details', (details) => {
      details.open = true;
    });
    await fill(options, 'silence', String(endpoint.silenceTimeoutS));
  }
  return options;
}

/** Connects an endpoint through the settings page. */
export async function connectEndpoint(
  extension: LaunchedExtension,
  endpoint: EndpointToConnect,
): Promise<void> {
  const options = await fillEndpoint(extension, endpoint);
  await options.click(byId('save-endpoint'));
  await options.waitForSelector(byId('endpoint-saved'));
  await options.close();
}

/**
 * Connects an endpoint that answers no other origins unless the user allows its address: tests the connection, and clicks
 * *Allow* where that is offered. The browser's own question must be answered beforehand (see LaunchOptions.grantHosts).
 */
export async function connectAllowedEndpoint(
  extension: LaunchedExtension,
  endpoint: EndpointToConnect,
): Promise<void> {
  const options = await fillEndpoint(extension, endpoint);
  await options.click(byId('test-connection'));
  await options.waitForSelector(byId('notice'), { timeout: 90_000 });
  const allow = await options.$(byId('allow-address'));
  if (allow) {
    await allow.click();
    await options.waitForFunction((selector) => !document.querySelector(selector), {}, byId('allow-address'));
  }
  await options.click(byId('save-endpoint'));
  await options.waitForSelector(byId('endpoint-saved'));
  await options.close();
}

/** Picks the model on the device and waits until it is fetched. */
export async function chooseOnDevice(panel: Page, timeoutMs: number): Promise<void> {
  const button = await panel.waitForSelector(byId('use-on-device'));
  await button!.click();
  // The card goes away once the model is ready to answer.
  await panel.waitForFunction(
    (selector) => !document.querySelector(selector),
    { timeout: timeoutMs },
    byId('first-run'),
  );
}

export async function waitForSource(
  panel: Page,
  state: 'ready' | 'failed' = 'ready',
  timeoutMs = 30_000,
): Promise<void> {
  await panel.waitForSelector(`${byId('source-chip')}[data-state="${state}"]`, { timeout: timeoutMs });
}

/** Waits until nothing is being read any more, and gives each waiting source's title and state, in order. */
export async function waitForAllRead(
  panel: Page,
  timeoutMs = 60_000,
  /** Sources that are to come; fewer may all be read already. */
  atLeast = 1,
): Promise<{ title: string; state: string; detail: string }[]> {
  const chips = () =>
    [...document.querySelectorAll<HTMLElement>('[data-testid="source-chip"]')].map((chip) => {
      const [title = '', ...detail] = chip.innerText.split('\n');
      return { title, state: chip.dataset.state ?? '', detail: detail.join(' ') };
    });
  await panel.waitForFunction(
    (least) => {
      const all = [...document.querySelectorAll<HTMLElement>('[data-testid="source-chip"]')];
      return all.length >= least && all.every((chip) => chip.dataset.state !== 'reading');
    },
    { timeout: timeoutMs },
    atLeast,
  );
  return panel.evaluate(chips);
}

/** Clicks a control where it is at that moment: lists above it may still be growing. */
export async function press(panel: Page, id: string): Promise<void> {
  await panel.waitForSelector(`${byId(id)}:not([disabled])`);
  await panel.$eval(byId(id), (control) => (control as HTMLElement).click());
}

/** Opens the + menu and clicks one of its items. */
export async function clickAddMenu(panel: Page, item: string): Promise<void> {
  await panel.click(byId('add-menu'));
  const entry = await panel.waitForSelector(byId(item));
  await entry!.click();
}

/** Types a question and presses Enter. */
export async function ask(panel: Page, text: string): Promise<void> {
  const composer = await panel.waitForSelector(byId('composer'));
  await composer!.type(text);
  await composer!.press('Enter');
}

export async function summarise(panel: Page): Promise<void> {
  const button = await panel.waitForSelector(`${byId('summarise')}:not([disabled])`);
  await button!.click();
}

/** Waits until the last answer has ended and gives its status. */
export async function waitForAnswer(panel: Page, timeoutMs = 30_000): Promise<string> {
  const handle = await panel.waitForFunction(
    (selector) => {
      const last = [...document.querySelectorAll<HTMLElement>(selector)].at(-1);
      const status = last?.dataset.status;
      return status && !['queued', 'streaming', 'waiting'].includes(status) ? status : false;
    },
    { timeout: timeoutMs },
    byId('answer'),
  );
  return (await handle.jsonValue()) as string;
}

/** Waits until the last answer shows a text. */
export async function waitForText(panel: Page, text: string, timeoutMs = 30_000): Promise<void> {
  await panel.waitForFunction(
    (selector, wanted) =>
      [...document.querySelectorAll<HTMLElement>(selector)].at(-1)?.innerText.includes(wanted),
    { timeout: timeoutMs },
    byId('answer'),
    text,
  );
}

/** The last answer as it is shown. */
export const answerText = (panel: Page): Promise<string> =>
  panel.$$eval(byId('answer'), (answers) => (answers.at(-1) as HTMLElement | undefined)?.innerText ?? '');

/** The last notice, or an empty string. */
export const noticeText = (panel: Page): Promise<string> =>
  panel.$$eval(byId('notice'), (notices) => (notices.at(-1) as HTMLElement | undefined)?.innerText ?? '');

/** The typed question that waits in the field. */
export const composerText = (panel: Page): Promise<string> =>
  panel.$eval(byId('composer'), (field) => (field as HTMLTextAreaElement).value);
