import * as z from 'zod/mini';
import { runReader } from '../browser/tabs';
import type { ExtractedPage } from '../extract/extracted-page';
import { AppError } from '../shared/app-error';
import { hostOf } from '../shared/host-of';

/** The reader runs beside the page's own scripts: what it hands over is checked like any foreign data. */
const extractedPage = z.object({
  title: z.string(),
  url: z.string(),
  lang: z.string(),
  markdown: z.string(),
  receipt: z.object({
    seenCharacters: z.number(),
    leftOutCharacters: z.number(),
    hiddenCharacters: z.number(),
    extractor: z.string(),
  }),
});

/**
 * Reads an open tab whole.
 * @param wasClicked see runReader.
 * @throws AppError `tab-gone`, `permission-needed`, `page-not-readable`, `page-empty`
 */
export async function readTab(tabId: number, wasClicked: boolean): Promise<ExtractedPage> {
  const parsed = z.safeParse(extractedPage, JSON.parse(await runReader(tabId, wasClicked)));
  if (!parsed.success) throw new AppError('page-not-readable');
  const page = parsed.data;
  if (!page.markdown) throw new AppError('page-empty', { host: hostOf(page.url) });
  return page;
}
