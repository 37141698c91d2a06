// npm run bench:extract -- --data DIR --out DIR [--json FILE]: the packaged reader over stored pages, in a real browser.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import puppeteer, { type Browser } from 'puppeteer';
import type { ExtractedPage } from '../../utils/extract/extracted-page.ts';
import { buildExtension } from '../start/build-extension.ts';
import { printFigures, quantile } from './print-figures.ts';

const { values } = parseArgs({
  options: { data: { type: 'string' }, out: { type: 'string' }, json: { type: 'string' } },
});
if (!values.data || !values.out) {
  console.error('Usage: npm run bench:extract -- --data DIR --out DIR [--json FILE]');
  process.exit(2);
}
const data = values.data;
const out = values.out;

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

const reader = readFileSync(join(buildExtension(), 'reader.js'), 'utf8');

/** What the reader makes of one page at its own address, and how long it took in the page. */
async function read(
  browser: Browser,
  url: string,
  html: Buffer,
): Promise<{ extracted: ExtractedPage; tookMs: number }> {
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
    const code = `(() => { const begun = performance.now(); const result = ${reader.trim().replace(/;$/, '')}; return { result, tookMs: performance.now() - begun }; })()`;
    const { result, tookMs } = (await page.evaluate(code)) as { result: string; tookMs: number };
    return { extracted: JSON.parse(result), tookMs };
  } finally {
    await page.close();
  }
}

const ids = readdirSync(join(data, 'truth'))
  .map((name) => name.replace(/\.json$/, ''))
  .sort();
const times: number[] = [];
const failed: string[] = [];
mkdirSync(out, { recursive: true });
let browser = await launch();
for (const [index, id] of ids.entries()) {
  if (index > 0 && index % pagesPerBrowser === 0) {
    await browser.close();
    browser = await launch();
  }
  const { url } = JSON.parse(readFileSync(join(data, 'truth', `${id}.json`), 'utf8')) as { url: string };
  try {
    const { extracted, tookMs } = await read(
      browser,
      url ?? '',
      gunzipSync(readFileSync(join(data, 'pages', `${id}.html.gz`))),
    );
    writeFileSync(join(out, `${id}.txt`), extracted.markdown);
    times.push(tookMs);
  } catch (error) {
    failed.push(id);
    console.error(`${id}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
  }
}
await browser.close();
printFigures({
  pages: ids.length,
  failed: failed.length,
  medianMs: quantile(times, 0.5),
  p95Ms: quantile(times, 0.95),
});
