import type { Page } from 'puppeteer';
import type { LaunchedExtension } from './launch-extension.ts';
import { until } from './until.ts';

const byId = (id: string) => `[data-testid="${id}"]`;

export interface EndpointToConnect {
  baseUrl: string;
  apiKey: string;
  model: string;
  /** Its provider, by the preset's id; any server by default. */
  preset?: string;
  /** Seconds; the form's own default where it is absent. */
  silenceTimeoutS?: number;
  /** The model's window as the user enters it; empty by default. */
  windowTokens?: number;
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
  await options.select(byId('preset'), endpoint.preset ?? 'custom');
  await fill(options, 'base-url', endpoint.baseUrl);
  await fill(options, 'api-key', endpoint.apiKey);
  await fill(options, 'model', endpoint.model);
  if (endpoint.silenceTimeoutS || endpoint.windowTokens) {
    await options.$eval('details', (details) => {
      details.open = true;
    });
  }
  if (endpoint.silenceTimeoutS) await fill(options, 'silence', String(endpoint.silenceTimeoutS));
  if (endpoint.windowTokens) await fill(options, 'window', String(endpoint.windowTokens));
  return options;
}

/** Connects an endpoint through the settings page. */
export async function connectEndpoint(
  extension: LaunchedExtension,
  endpoint: EndpointToConnect,
): Promise<void> {
  const options = await fillEndpoint(extension, endpoint);
  await options.locator(byId('save-endpoint')).click();
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
  await options.locator(byId('test-connection')).click();
  await options.waitForSelector(byId('notice'));
  const allow = await options.$(byId('allow-address'));
  if (allow) {
    await allow.click();
    await options.waitForFunction((selector) => !document.querySelector(selector), {}, byId('allow-address'));
  }
  await options.locator(byId('save-endpoint')).click();
  await options.waitForSelector(byId('endpoint-saved'));
  await options.close();
}

/** Picks the model on the device and waits until it is fetched. */
export async function chooseOnDevice(panel: Page): Promise<void> {
  const button = await panel.waitForSelector(byId('use-on-device'));
  await button!.click();
  // The card goes away once the model is ready to answer.
  await panel.waitForFunction((selector) => !document.querySelector(selector), {}, byId('first-run'));
}

export async function waitForSource(panel: Page, state: 'ready' | 'failed' = 'ready'): Promise<void> {
  await panel.waitForSelector(`${byId('source-chip')}[data-state="${state}"]`);
}

/** Waits until nothing is being read any more, and gives each waiting source's title and state, in order. */
export async function waitForAllRead(
  panel: Page,
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
    {},
    atLeast,
  );
  return panel.evaluate(chips);
}

/** Clicks a control where it is at that moment: lists above it may still be growing. */
export async function press(panel: Page, id: string): Promise<void> {
  const selector = `${byId(id)}:not([disabled])`;
  // Between the look and the click it may go away, or be disabled.
  await until(`${id} is pressed`, async () => {
    await panel.waitForSelector(selector);
    return panel.$$eval(selector, ([control]) => {
      (control as HTMLElement | undefined)?.click();
      return control !== undefined;
    });
  });
}

/** Opens the + menu and clicks one of its items. */
export async function clickAddMenu(panel: Page, item: string): Promise<void> {
  await panel.locator(byId('add-menu')).click();
  await panel.locator(byId(item)).click();
}

/**
 * Waits until nothing is open over the panel, and the keyboard is back where it was: that comes a moment after the layer has gone
 * (Radix hands the focus back by a timer), and what is typed before it goes astray.
 */
async function untilNothingIsOpen(panel: Page): Promise<void> {
  await panel.waitForFunction(
    () => !document.querySelector('[data-radix-popper-content-wrapper], [role="dialog"]'),
  );
  await panel.evaluate(async () => {
    for (let frames = 0; frames < 2; frames++) {
      await new Promise(requestAnimationFrame);
      await new Promise((resolve) => setTimeout(resolve));
    }
  });
}

/** Closes what is open over the panel, as the user does. */
export async function pressEscape(panel: Page): Promise<void> {
  await panel.keyboard.press('Escape');
  await untilNothingIsOpen(panel);
}

/** Has `waitForAnswer` wait for another answer than those that are there already. */
export const markEarlier = (panel: Page): Promise<void> =>
  panel.$$eval(byId('answer'), (answers) => {
    for (const answer of answers) (answer as HTMLElement).dataset.isEarlier = '';
  });

/** Types a question and presses Enter. Answers that are there already are none to this one. */
export async function ask(panel: Page, text: string): Promise<void> {
  await untilNothingIsOpen(panel);
  const composer = await panel.waitForSelector(byId('composer'));
  await markEarlier(panel);
  await composer!.type(text);
  await composer!.press('Enter');
}

export async function summarise(panel: Page): Promise<void> {
  await panel.locator(byId('summarise')).click();
}

/** Picks a model by its name. */
export async function chooseModel(panel: Page, name: string): Promise<void> {
  await press(panel, 'model-picker');
  // A model that has just been connected joins the list a moment later.
  await panel.waitForFunction(
    (wanted) => {
      const items = document.querySelectorAll<HTMLElement>('[data-radix-popper-content-wrapper] li button');
      const item = [...items].find(({ innerText }) => innerText.includes(wanted));
      item?.click();
      return item !== undefined;
    },
    {},
    name,
  );
  await panel.waitForFunction(
    (selector, wanted) => document.querySelector(selector)?.textContent?.includes(wanted),
    {},
    byId('model-picker'),
    name,
  );
}

/** Waits until the meter shows the window of the chosen model. */
export async function waitForWindow(panel: Page, window: string): Promise<void> {
  await panel.waitForFunction(
    (selector, wanted) => document.querySelector(selector)?.textContent?.includes(wanted),
    {},
    byId('meter'),
    window,
  );
}

/** Waits until the answer to what was asked last has ended and gives its status. */
export async function waitForAnswer(panel: Page): Promise<string> {
  const handle = await panel.waitForFunction(
    (selector) => {
      const last = [...document.querySelectorAll<HTMLElement>(selector)].at(-1);
      const status = last?.dataset.isEarlier === undefined && last?.dataset.status;
      return status && !['queued', 'streaming', 'waiting'].includes(status) ? status : false;
    },
    {},
    byId('answer'),
  );
  return (await handle.jsonValue()) as string;
}

/** Waits until the last answer shows a text. */
export async function waitForText(panel: Page, text: string): Promise<void> {
  await panel.waitForFunction(
    (selector, wanted) =>
      [...document.querySelectorAll<HTMLElement>(selector)].at(-1)?.innerText.includes(wanted),
    {},
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

/** The question that waits in the field of the chat used last, as the database has it. */
export const storedDraft = (panel: Page): Promise<string> =>
  panel.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const open = indexedDB.open('unabridged');
        open.onsuccess = () => {
          const all = open.result.transaction('chats').objectStore('chats').getAll();
          all.onsuccess = () => {
            resolve(
              (all.result as { updatedAt: number; draft: string }[]).sort(
                (a, b) => b.updatedAt - a.updatedAt,
              )[0]!.draft,
            );
            open.result.close();
          };
        };
      }),
  );
