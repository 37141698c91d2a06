/** Alone, as a test runs it in a page of the extension. */
export { showPassage as default } from '../../utils/browser/show-passage.ts';
