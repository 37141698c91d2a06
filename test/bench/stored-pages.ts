import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import puppeteer, { type Browser } from 'puppeteer';

/** A page's own styles count; its scripts, and everything from elsewhere, do not. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'";
/** Memory of closed pages comes back with a new browser. */
const pagesPerBrowser = 200;
const limitMs = 60_000;

const launch = (): Promise<Browser> =>
  puppeteer.launch({
    headless: true,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });

export interface Measured {
  result: unknown;
  /** In the page, without its loading. */
  tookMs: number;
}

/** Runs an expression of JavaScript in one stored page at its own address. */
async function run(browser: Browser, url: string, html: Buffer, expression: string): Promise<Measured> {
  const page = await browser.newPage();
  try {
    await page.setViewport({ width: 1280, height: 900 });
    await page.setRequestInterception(true);
    let isFirst = true;
    page.on('request', (request) => {
      const isPage = isFirst && request.isNavigationRequest();
      isFirst = false;
      void (isPage
        ? request.respond({
            status: 200,
            contentType: 'text/html; charset=utf-8',
            headers: { 'content-security-policy': policy },
            body: html,
          })
        : request.abort());
    });
    await page.goto(/^https?:/.test(url) ? url : 'https://example.com/', {
      waitUntil: 'domcontentloaded',
      timeout: limitMs,
    });
    // Open tabs are laid out long before they are read.
    await page.evaluate('document.body && document.body.getBoundingClientRect().height');
    const code = `(() => { const begun = performance.now(); const result = ${expression.trim().replace(/;$/, '')}; return { result, tookMs: performance.now() - begun }; })()`;
    return (await page.evaluate(code)) as Measured;
  } finally {
    await page.close();
  }
}

/** Pages by id: `DIR/pages/<id>.html.gz` with their addresses in `DIR/truth/<id>.json`, or the HTML files that lie in DIR. */
function storedIn(data: string): Map<string, () => { url: string; html: Buffer }> {
  if (!existsSync(join(data, 'truth')))
    return new Map(
      readdirSync(data)
        .filter((name) => /\.html?$/.test(name))
        .map((name) => [name, () => ({ url: '', html: readFileSync(join(data, name)) })]),
    );
  return new Map(
    readdirSync(join(data, 'truth')).map((name) => {
      const id = name.replace(/\.json$/, '');
      return [
        id,
        () => {
          const { url } = JSON.parse(readFileSync(join(data, 'truth', name), 'utf8')) as { url?: string };
          return { url: url ?? '', html: gunzipSync(readFileSync(join(data, 'pages', `${id}.html.gz`))) };
        },
      ];
    }),
  );
}

/**
 * Runs expressions over stored pages, each in a fresh load of the page at its address, with scripts and network off.
 * @param data a folder as storedIn takes it.
 * @param expressions by name, in order; one may be made of what came before it.
 * @param limit of pages, spread over all of them.
 * @returns the ids of all pages and of those where an expression failed.
 */
export async function overStoredPages(
  data: string,
  expressions: Record<string, string | ((id: string) => string)>,
  onResult: (id: string, name: string, measured: Measured) => void,
  limit = Number.POSITIVE_INFINITY,
): Promise<{ ids: string[]; failed: string[] }> {
  const stored = storedIn(data);
  const all = [...stored.keys()].sort();
  const step = Math.max(1, all.length / limit);
  const ids = all.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
  const failed: string[] = [];
  let browser = await launch();
  for (const [index, id] of ids.entries()) {
    if (index > 0 && index % pagesPerBrowser === 0) {
      await browser.close();
      browser = await launch();
    }
    const { url, html } = stored.get(id)!();
    for (const [name, expression] of Object.entries(expressions)) {
      try {
        const code = typeof expression === 'string' ? expression : expression(id);
        onResult(id, name, await run(browser, url, html, code));
      } catch (error) {
        failed.push(id);
        console.error(`${id}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
      }
    }
  }
  await browser.close();
  return { ids, failed };
}
