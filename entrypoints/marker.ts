import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { markerDesk } from '../utils/browser/marker-order';
import { findInPage } from '../utils/citations/find-in-page';
import { markRanges } from '../utils/citations/mark-ranges';

/** Injected on demand, as the reader is. Looks for the passage that was ordered; gives how well it is found, 0 where it is not. */
export default defineUnlistedScript(() => {
  const desk = markerDesk();
  const found = desk && findInPage(document, desk.passage);
  if (!found) return 0;
  desk.show = (name) => {
    desk.clear = markRanges(found.ranges, name);
  };
  return found.score;
});
