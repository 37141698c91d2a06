import { existsSync } from 'node:fs';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { ask, waitForAnswer } from '../helpers/drive-panel.ts';
import { PageServer } from '../helpers/page-server.ts';
import { startRecordingServer } from '../helpers/recording-server.ts';
import { patienceMs, until } from '../helpers/until.ts';
import { newChat, plantedKey } from '../helpers/world.ts';
import { buildExtension } from '../start/build-extension.ts';
import { controlHost } from './check-witness.ts';
import type { Payload } from './payload.ts';
import { startRecordingProxy } from './recording-proxy.ts';
import { untilDrawn } from './until-drawn.ts';

const executablePath = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';
/** Fixed, so that the extension's pages have a known address. */
const uuid = '0b7d3f0e-52a1-4c1b-8f6e-3a9c5d2e7f10';
const home = `moz-extension://${uuid}/`;
/** Answers in one chat: more would make each slower than the one before. */
const answersAtOnce = 15;
/** What Firefox itself asks its maker for, whatever is open. */
const makersHost = /(?:^|\/\/|\.)(?:mozilla\.(?:com|org|net)|firefox\.com)(?::\d+)?(?:\/|$)/;

/** What one who looks at the panel sees of what must not be there. */
const lookAt = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const said: string[] = [];
    const forbidden =
      'script, iframe, frame, object, embed, applet, base, meta, form, video, audio, source, track, foreignObject, animate, set, link, style';
    for (const element of document.querySelectorAll('body *')) {
      if (element.matches(forbidden) && !element.closest('[data-testid="file-password"]'))
        said.push(`markup ${element.outerHTML.slice(0, 200)}`);
      for (const { name, value } of element.attributes) {
        const loads = /^(?:src|srcset|poster|data|xlink:href|action)$/i.test(name);
        const isPlain = /^(?:https?:|mailto:|#|\/|blob:|moz-extension:)/i.test(value.trim());
        if (/^on/i.test(name)) said.push(`markup ${name} on ${element.outerHTML.slice(0, 200)}`);
        if (loads && /^(?:https?:)?\/\//i.test(value)) said.push(`markup loads ${value.slice(0, 200)}`);
        if (name === 'href' && value && !isPlain) said.push(`markup href=${value.slice(0, 200)}`);
        if (name === 'style' && /url\(|image-set\(/i.test(value))
          said.push(`markup style ${value.slice(0, 200)}`);
      }
    }
    const { refused } = globalThis as unknown as { refused: string[] };
    for (const directive of refused.splice(0)) said.push(`policy ${directive}`);
    for (const key in {}) said.push(`pollution ${key}`);
    return said;
  });

/** Has the page tell what its policy refuses from now on. */
const hearRefusals = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const refused: string[] = [];
    Object.assign(globalThis, { refused });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      refused.push(`${effectiveDirective} ${blockedURI}`),
    );
  });

/** Does in the panel what must never happen there. @throws Error where that is not seen. */
async function checkSight(panel: Page, dialogs: string[]): Promise<void> {
  await panel.evaluate(() => {
    const host = document.createElement('div');
    host.id = 'control';
    host.setAttribute('onclick', 'x');
    const image = document.createElement('img');
    image.src = 'https://control.test/y.png';
    const link = document.createElement('a');
    link.setAttribute('href', 'javascript:alert(1)');
    host.append(image, link, document.createElement('iframe'));
    document.body.append(host);
    setTimeout(() => alert('control'));
  });
  await until('the control speaks', () => dialogs.length > 0);
  const seen: string[] = [];
  await until('the policy refuses the control', async () => {
    seen.push(...(await lookAt(panel)));
    return seen.some((said) => said.startsWith('policy img-src'));
  });
  for (const wanted of ['onclick on', 'loads https://control', 'href=javascript', '<iframe'])
    if (!seen.some((said) => said.includes(wanted))) throw new Error(`not seen in Firefox: ${wanted}`);
  await panel.evaluate(() => document.getElementById('control')!.remove());
  await lookAt(panel);
  dialogs.length = 0;
}

export interface FirefoxFigures {
  payloads: number;
  scripts: number;
  foreignRequests: number;
  navigations: number;
}

/**
 * Has the endpoint answer with each payload in Firefox, whose every way out is a proxy that leads nowhere and writes down what it is
 * asked for.
 * @throws Error where there is no Firefox, or where what watches sees nothing.
 */
export async function attackFirefox(
  payloads: readonly Payload[],
): Promise<{ figures: FirefoxFigures; findings: string[] }> {
  if (!existsSync(executablePath)) throw new Error(`there is no Firefox at ${executablePath}`);
  const dir = buildExtension('firefox');
  const [server, pages, proxy] = await Promise.all([
    startRecordingServer(),
    new PageServer().start(),
    startRecordingProxy(),
  ]);
  let firefox: Browser | undefined;
  const [dialogs, markup, navigations]: [string[], string[], string[]] = [[], [], []];
  try {
    firefox = await puppeteer.launch({
      browser: 'firefox',
      executablePath,
      headless: true,
      timeout: patienceMs,
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: {
        'extensions.webextensions.uuids': JSON.stringify({ 'unabridged@unabridged.app': uuid }),
        'extensions.webextOptionalPermissionPrompts': false,
        'network.proxy.type': 1,
        'network.proxy.http': '127.0.0.1',
        'network.proxy.http_port': proxy.port,
        'network.proxy.ssl': '127.0.0.1',
        'network.proxy.ssl_port': proxy.port,
      },
    });
    await firefox.installExtension(dir);
    const open = async (path: string): Promise<Page> => {
      const page = await firefox!.newPage();
      page.setDefaultTimeout(patienceMs);
      // The driver never sees such a page's load event.
      await page.goto(`${home}${path}`, { waitUntil: [] });
      return page;
    };
    const options = await open('options.html');
    await options.waitForSelector('[data-testid="preset"]');
    await options.select('[data-testid="preset"]', 'custom');
    for (const [id, value] of [
      ['base-url', server.baseUrl],
      ['api-key', plantedKey],
      ['model', 'test-model'],
    ] as const) {
      const field = await options.waitForSelector(`[data-testid="${id}"]`);
      await field!.click({ count: 3 });
      await options.keyboard.type(value);
    }
    await options.locator('[data-testid="save-endpoint"]').click();
    await options.waitForSelector('[data-testid="endpoint-saved"]');
    await options.close();

    const control = await firefox.newPage();
    await control.goto(pages.add('/control', `<img src="http://${controlHost}/x.png">`));
    await until('the proxy is asked for its control', () =>
      proxy.asked.some((to) => to.includes(controlHost)),
    );
    await control.close();

    const panel = await open('sidepanel.html');
    panel.on('dialog', (dialog) => {
      dialogs.push(`${dialog.type()}: ${dialog.message()}`);
      void dialog.dismiss().catch(() => undefined);
    });
    await panel.waitForSelector('[data-testid="composer"]');
    await hearRefusals(panel);
    await checkSight(panel, dialogs);
    panel.on('framenavigated', (frame) => {
      if (frame.parentFrame() || !frame.url().startsWith(home)) navigations.push(frame.url());
    });
    firefox.on('targetcreated', (target) => navigations.push(`a window with ${target.url()}`));
    for (const [index, { id, text }] of payloads.entries()) {
      if (index % answersAtOnce === 0) await newChat(panel);
      server.reply({ text });
      await ask(panel, 'Go on.');
      await waitForAnswer(panel);
      await untilDrawn(panel);
      markup.push(...(await lookAt(panel)).map((said) => `${said}, ${id}`));
    }
  } finally {
    await firefox?.close();
    await Promise.all([server.close(), pages.close(), proxy.close()]);
  }
  const foreign = [...new Set(proxy.asked)].filter((to) => !to.includes(controlHost) && !makersHost.test(to));
  const figures = {
    payloads: payloads.length,
    scripts: dialogs.length + markup.length,
    foreignRequests: foreign.length,
    navigations: navigations.length,
  };
  const findings = [
    ...dialogs.map((said) => `script: ${said}`),
    ...markup,
    ...navigations.map((to) => `navigation: ${to}`),
    ...foreign.map((to) => `request: ${to}`),
  ];
  return { figures, findings };
}
