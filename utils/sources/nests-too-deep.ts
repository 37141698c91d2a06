/** Deeper than any page that a person reads; a parser asks all open elements at each tag, so that depth costs it minutes. */
const mostDepth = 25_000;

/** Elements without an end tag, or that may lack it: pages leave thousands of them open, and they do not nest by that. */
const mayStayOpen = new Set(
  (
    'html head body p li dt dd tr td th thead tbody tfoot colgroup caption option optgroup rb rt rtc rp ' +
    'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr'
  ).split(' '),
);
/** What stands in these is no markup. */
const textOnly = new Set('script style textarea title xmp iframe noembed noframes'.split(' '));

/** Where the tag or comment that is open at a place ends; −1 where it never does. */
const endOf = (html: string, sign: string, from: number): number => {
  const at = html.indexOf(sign, from);
  return at < 0 ? -1 : at + sign.length;
};

/**
 * Whether the elements of an HTML text stand absurdly deep in each other, by its tags alone: one pass, before anything is parsed.
 * About: an element is taken as closed by the next end tag of its name.
 */
export function nestsTooDeep(html: string): boolean {
  const tags = /<(?:!--|(\/?)([a-z][^\s/>]*))/gi;
  const open = new Map<string, number>();
  const isOpen = (name: string): boolean => (open.get(name) ?? 0) > 0;
  let depth = 0;
  for (let match = tags.exec(html); match; match = tags.exec(html)) {
    const name = match[2]?.toLowerCase();
    if (name !== undefined && mayStayOpen.has(name)) continue;
    if (match[1]) {
      if (!isOpen(name!)) continue;
      open.set(name!, open.get(name!)! - 1);
      depth--;
      continue;
    }
    // `<!-->` is a comment as well.
    const end =
      name === undefined ? endOf(html, '-->', tags.lastIndex - 2) : endOf(html, '>', tags.lastIndex);
    if (end < 0) return false;
    if (name === undefined) {
      tags.lastIndex = end;
      continue;
    }
    // Only parts of drawings and formulas close themselves.
    if (html[end - 2] === '/' && (isOpen('svg') || isOpen('math') || name === 'svg' || name === 'math'))
      continue;
    if (textOnly.has(name)) {
      const close = new RegExp(`</${name}`, 'gi');
      close.lastIndex = end;
      if (!close.test(html)) return false;
      tags.lastIndex = close.lastIndex;
      continue;
    }
    open.set(name, (open.get(name) ?? 0) + 1);
    depth++;
    if (depth > mostDepth) return true;
  }
  return false;
}
