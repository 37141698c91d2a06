import { browser } from 'wxt/browser';
import type { Passage } from '../shared/passage';
import { inject } from './inject';
import { orderMarker, scrollToFrame, showMark } from './marker-order';
import { hasHostPermission, requestHostPermission } from './permissions';
import { bringToFront, findTab, findTabWith, openTab, untilLoaded } from './tabs';

export type ShowOutcome = 'marked' | 'not-found' | 'unreadable';

/** A page still loading after this is searched as it stands. */
const loadLimitMs = 8_000;
/** Orders are short; a search may be long. */
const orderLimitMs = 4_000;
const searchLimitMs = 20_000;
/** Scripts write after a page has loaded: pauses between looks at one that has just been opened, and at one that was there. */
const pausesMs = { fresh: [300, 500, 700, 1_000, 1_500, 2_000], settled: [300, 700] };

/** By this score all words are there: no frame can do better. */
const sameWords = 1;

/** Unknown before the first mark: pages can list their highlights, not foresee them. */
const highlight = `passage-${crypto.randomUUID()}`;
/** Both colours are ours, so that it is read on dark pages and on light ones. */
const css = `::highlight(${highlight}) { background-color: #ffdf5d; color: #1a1600; text-shadow: none; -webkit-text-fill-color: #1a1600; }
@media (forced-colors: active) { ::highlight(${highlight}) { background-color: Mark; color: MarkText; } }`;

const mayOpen = async (url: string): Promise<boolean> =>
  // Some browsers refuse to ask when too much has happened since the click.
  (await hasHostPermission(url)) || requestHostPermission(url).catch(() => false);

/** What can hang or go away is a page's frame; what it would have said is missed. */
const orNothing = (): never[] => [];

interface Finding {
  frameId: number;
  score: number;
}

async function search(tabId: number, allFrames: boolean, passage: Passage): Promise<Finding[]> {
  const target = allFrames ? { tabId, allFrames } : { tabId };
  await inject(target, orderLimitMs, orderMarker(passage));
  const found = await inject(target, searchLimitMs, { files: ['/marker.js'] });
  return found.map(({ frameId, result }) => ({ frameId, score: typeof result === 'number' ? result : 0 }));
}

/** Looks once, in the page and then in its frames. @throws what the browser says where it lets no script into the page */
async function lookOnce(tabId: number, passage: Passage): Promise<boolean> {
  const main = await search(tabId, false, passage);
  const isSure = main.some(({ score }) => score >= sameWords);
  const all = isSure ? main : [...main, ...(await search(tabId, true, passage).catch(orNothing))];
  const best = all.sort((a, b) => b.score - a.score)[0];
  if (!best || best.score === 0) return false;
  const target = { tabId, frameIds: [best.frameId] };
  // Frames of the same origin are marked from the page around them. A style of the user's: no page sees it or forbids it.
  await browser.scripting.insertCSS({ target: { tabId, allFrames: true }, css, origin: 'USER' });
  const [shown] = await inject(target, orderLimitMs, showMark(highlight));
  if (typeof shown?.result === 'number') await inject({ tabId }, orderLimitMs, scrollToFrame(shown.result));
  return true;
}

/**
 * Leads to a passage in its live page: in the tab that it came from, another one that shows the address, or a new one. Brings that to
 * the front, and marks the passage there. Called from a click, as it may ask the user for the page's site.
 * @param tabId the tab that it was read from.
 * @returns `unreadable` where no page was opened, or it lets no script of ours in, hangs, or was closed.
 */
export async function showPassage(wanted: {
  tabId?: number;
  url: string;
  passage: Passage;
}): Promise<ShowOutcome> {
  const { tabId, url, passage } = wanted;
  if (!/^(?:https?|file):/.test(url)) return 'unreadable';
  const known = await findTabWith(url, tabId);
  if (!known && !(await mayOpen(url))) return 'unreadable';
  const tab = known ?? (await openTab(url));
  if (!tab || !(await bringToFront(tab.id))) return 'unreadable';
  let outcome: ShowOutcome = 'not-found';
  for (const pauseMs of [...(known ? pausesMs.settled : pausesMs.fresh), 0]) {
    try {
      await untilLoaded(tab.id, loadLimitMs, false);
      if (await lookOnce(tab.id, passage)) return 'marked';
      outcome = 'not-found';
    } catch {
      // A page that goes away under the script, hangs, or lets none in: the next look tells which.
      outcome = 'unreadable';
      if (!(await findTab(tab.id))) return outcome;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return outcome;
}
