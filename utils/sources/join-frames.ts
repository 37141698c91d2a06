import type { ExtractedPage } from '../extract/extracted-page';
import { hasText } from '../extract/plain-document';
import { hostOf } from '../shared/host-of';

/** A page that was read, and what is known not to be in it; see SourceReceipt. */
export interface ReadPage extends ExtractedPage {
  unreadFrameHosts: string[];
  isUnfinished?: boolean;
  wasFetched?: boolean;
}

const withoutHash = (url: string): string => url.split('#')[0]!;

type Rule = (frame: ExtractedPage, url: string) => boolean;
const sameAddress: Rule = (frame, url) => withoutHash(frame.url) === withoutHash(url);
/** A frame that was sent on has another address than its page names: most often at the same host. */
const sameHost: Rule = (frame, url) => hostOf(frame.url) === hostOf(url);
const anyOther: Rule = () => true;

/** Which of the frames that a page names were read, and the frames inside of those, in reading order. */
function findFrames(page: ExtractedPage, frames: readonly ExtractedPage[], rules: readonly Rule[]) {
  const left = frames.filter(({ contentType }) => hasText(contentType));
  const places: { url: string; frame?: ExtractedPage }[] = page.foreignFrames.map((url) => ({ url }));
  // The list grows under the walk: frames name frames of their own.
  for (const isIt of rules)
    for (const place of places) {
      const index = place.frame ? -1 : left.findIndex((frame) => isIt(frame, place.url));
      if (index < 0) continue;
      [place.frame] = left.splice(index, 1);
      const inner = place.frame!.foreignFrames.map((url) => ({ url }));
      places.splice(places.indexOf(place) + 1, 0, ...inner);
    }
  return places;
}

/** Whether each frame that the page names is there for certain: nothing is left to wait for. */
export const hasAllFrames = (page: ExtractedPage, frames: readonly ExtractedPage[]): boolean =>
  findFrames(page, frames, [sameAddress]).every(({ frame }) => frame);

/**
 * A page with its frames of other sites: they stand at the end, under their own names, because where they were shown is not known
 * from outside.
 * @param frames read in the page's tab, in any frame of it.
 */
export function joinFrames(page: ExtractedPage, frames: readonly ExtractedPage[]): ReadPage {
  const places = findFrames(page, frames, [sameAddress, sameHost, anyOther]);
  const found = places.flatMap(({ frame }) => (frame?.markdown ? [frame] : []));
  const sum = (key: 'seenCharacters' | 'leftOutCharacters' | 'hiddenCharacters') =>
    [page, ...found].reduce((total, { receipt }) => total + receipt[key], 0);
  const parts = found.map((frame) => `---\n\n**${frame.title || hostOf(frame.url)}**\n\n${frame.markdown}`);
  return {
    ...page,
    markdown: [page.markdown, ...parts].filter(Boolean).join('\n\n'),
    unreadFrameHosts: places.flatMap(({ url, frame }) => (frame ? [] : [hostOf(url) || hostOf(page.url)])),
    receipt: {
      ...page.receipt,
      seenCharacters: sum('seenCharacters'),
      leftOutCharacters: sum('leftOutCharacters'),
      hiddenCharacters: sum('hiddenCharacters'),
    },
  };
}
