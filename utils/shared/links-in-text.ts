/** An address in running text ends at white space, at what sets it apart, and at the marks of Chinese, which no space precedes. */
const address = /https?:\/\/[^\s<>"“”‘’「」『』《》【】（），。；：！？、|\\^`{}]+/giu;

/** Marks at the end belong to the sentence, and so does a bracket that was opened before the address. */
function trimEnd(url: string): string {
  for (let end = url.length; ; end--) {
    const last = url[end - 1]!;
    const within = url.slice(0, end);
    const isLoose =
      (last === ')' && within.split(')').length > within.split('(').length) ||
      (last === ']' && within.split(']').length > within.split('[').length);
    if (!isLoose && !/[.,;:!?'*_~]/.test(last)) return within;
  }
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
