import * as z from 'zod/mini';
import { runReader, runReaderInFrames } from '../browser/tabs';
import type { ExtractedPage } from '../extract/extracted-page';
import { hasText } from '../extract/plain-document';
import { AppError } from '../shared/app-error';
import { hostOf } from '../shared/host-of';

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

/** A page that was read, and how many of its frames were not. */
export interface ReadPage extends ExtractedPage {
  unreadFrames: number;
}

const withoutHash = (url: string): string => url.split('#')[0]!;

/** Frames of other sites stand at the end, under their own names: where they were shown is not known from outside. */
function withFrames(page: ExtractedPage, frames: readonly ExtractedPage[]): ReadPage {
  const read = page.foreignFrames.map((url) =>
    frames.find((frame) => withoutHash(frame.url) === withoutHash(url) && frame.markdown),
  );
  const found = read.filter((frame) => frame !== undefined);
  const part = (frame: ExtractedPage, text: string) =>
    `---\n\n**${frame.title || hostOf(frame.url)}**\n\n${text}`;
  const joined = (own: string, texts: string[]) => [own, ...texts].filter(Boolean).join('\n\n');
  return {
    ...page,
    markdown: joined(
      page.markdown,
      found.map((frame) => part(frame, frame.markdown)),
    ),
    unreadFrames: read.length - found.length,
    receipt: {
      ...page.receipt,
      seenCharacters:
        page.receipt.seenCharacters + found.reduce((sum, { receipt }) => sum + receipt.seenCharacters, 0),
      leftOutCharacters:
        page.receipt.leftOutCharacters +
        found.reduce((sum, { receipt }) => sum + receipt.leftOutCharacters, 0),
      hiddenCharacters:
        page.receipt.hiddenCharacters + found.reduce((sum, { receipt }) => sum + receipt.hiddenCharacters, 0),
    },
  };
}

/**
 * Reads an open tab whole, with the frames that make part of its page.
 * @param wasClicked and `isWhole`: see runReader.
 * @throws AppError what runReader throws; `kind-not-supported`, `page-empty`
 */
export async function readTab(tabId: number, wasClicked: boolean, isWhole = false): Promise<ReadPage> {
  const main = parse(await runReader(tabId, wasClicked, isWhole));
  if (!main) throw new AppError('page-not-readable');
  const host = hostOf(main.url);
  if (!hasText(main.contentType)) throw new AppError('kind-not-supported', { kind: main.contentType, host });
  const frames = main.foreignFrames.length > 0 ? await runReaderInFrames(tabId) : [];
  const page = withFrames(
    main,
    frames.map(parse).filter((frame) => frame !== undefined),
  );
  if (!page.markdown) throw new AppError('page-empty', { host });
  return page;
}
