import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readsWhole } from '../utils/browser/reader-order';
import { extractPage } from '../utils/extract/extract-page';

/**
 * Injected on demand into one tab. An unlisted script and not a content script: WXT's wrapper of those announces itself to the
 * page. The result is JSON text, because Chrome's own conversion of results replaces lone surrogates.
 */
export default defineUnlistedScript(() => JSON.stringify(extractPage(document, readsWhole())));
