import * as z from 'zod/mini';
import { runReaderInFrames } from '../browser/frames';
import { runReader } from '../browser/tabs';
import type { ExtractedPage } from '../extract/extracted-page';
import { hasText } from '../extract/plain-document';
import { AppError } from '../shared/app-error';
import { hostOf } from '../shared/host-of';
import { hasAllFrames, joinFrames, type ReadPage } from './join-frames';

/** The reader runs beside the page's own scripts: what it hands over is checked like any foreign data. */
const extractedPage = z.object({
  title: z.string(),
  url: z.string(),
  lang: z.string(),
  markdown: z.string(),
  foreignFrames: z.array(z.string()),
  contentType: z.string(),
  links: z.array(z.object({ url: z.url({ protocol: /^https?$/ }), text: z.string() })),
  nextUrl: z.string(),
  selectedText: z.optional(z.string()),
  receipt: z.object({
    seenCharacters: z.number(),
    leftOutCharacters: z.number(),
    hiddenCharacters: z.number(),
    extractor: z.string(),
  }),
});

function parse(json: string): ExtractedPage | undefined {
  const parsed = z.safeParse(extractedPage, JSON.parse(json));
  return parsed.success ? parsed.data : undefined;
}

/**
 * Reads an open tab whole, with the frames that make part of its page.
 * @param wasClicked and `isWhole`: see runReader.
 * @throws AppError what runReader throws; `kind-not-supported`, `frames-not-read`, `page-empty`
 */
export async function readTab(tabId: number, wasClicked: boolean, isWhole = false): Promise<ReadPage> {
  const { json, isUnfinished } = await runReader(tabId, wasClicked, isWhole);
  const main = parse(json);
  if (!main) throw new AppError('page-not-readable');
  const host = hostOf(main.url);
  if (!hasText(main.contentType)) throw new AppError('kind-not-supported', { kind: main.contentType, host });
  const parseAll = (results: string[]) => results.map(parse).filter((frame) => frame !== undefined);
  const frames =
    main.foreignFrames.length > 0
      ? await runReaderInFrames(tabId, isWhole, (results) => hasAllFrames(main, parseAll(results)))
      : [];
  const page = joinFrames(main, parseAll(frames));
  const [frameHost] = page.unreadFrameHosts;
  if (!page.markdown && frameHost) throw new AppError('frames-not-read', { host: frameHost });
  if (!page.markdown) throw new AppError('page-empty', { host });
  return { ...page, isUnfinished };
}

/** Between two looks at a page whose scripts are at work. */
const pauseMs = 500;
/** A page that is never the same twice is taken as it is after so many. */
const mostLooks = 12;

/**
 * Reads a tab that has just been opened once its text stays the same: scripts fetch and write it after the page has loaded.
 * @throws AppError what readTab throws
 */
export async function readSettledTab(tabId: number, isWhole: boolean): Promise<ReadPage> {
  let last: ReadPage | undefined;
  for (let look = 1; ; look++) {
    try {
      const page = await readTab(tabId, false, isWhole);
      if (look === mostLooks || page.markdown === last?.markdown) return page;
      last = page;
    } catch (error) {
      const isEmptyYet = error instanceof AppError && error.code === 'page-empty';
      if (look === mostLooks || !isEmptyYet) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
