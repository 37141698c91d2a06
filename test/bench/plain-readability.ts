import { Readability } from '@mozilla/readability';

/** What others do: Readability as its manual shows, on a copy of the page. Runs in the page. */
export default (): string => new Readability(document.cloneNode(true) as Document).parse()?.textContent ?? '';
