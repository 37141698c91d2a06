/** An address in running text ends at white space, at what sets it apart, and at the marks of Chinese, which no space precedes. */
const address = /https?:\/\/[^\s<>"“”‘’「」『』《》【】（），。；：！？、|\\^`{}]+/giu;

const openers: Record<string, string> = { ')': '(', ']': '[' };

/** Marks at the end belong to the sentence, and so does a bracket that was opened before the address. */
function trimEnd(url: string): string {
  // Counted once: a pasted text may end with a hundred thousand of them.
  const counts: Record<string, number> = { '(': 0, ')': 0, '[': 0, ']': 0 };
  for (const sign of url) if (sign in counts) counts[sign]!++;
  let end = url.length;
  for (; end > 0; end--) {
    const last = url[end - 1]!;
    const opener = openers[last];
    const isLoose = opener ? counts[last]! > counts[opener]! : /[.,;:!?'*_~]/.test(last);
    if (!isLoose) break;
    if (opener) counts[last]!--;
  }
  return url.slice(0, end);
}

/** The addresses of pages that a text names: absolute, without fragment, each once, in their order. */
export function linksInText(text: string): string[] {
  const urls = [...text.matchAll(address)].flatMap(([found]) => {
    const url = URL.parse(trimEnd(found));
    if (!url?.hostname || url.username) return [];
    url.hash = '';
    return [url.href];
  });
  return [...new Set(urls)];
}

/** What a text says beside the addresses in it. */
export const withoutLinks = (text: string): string => text.replace(address, '').trim();
