/** Writes list items that come one after another, each with its level, as nested lists. */
export interface ListWriter {
  /** @param level 0 for the outermost list; deeper ones may be left out. @param number of a numbered list. */
  item(level: number, html: string, number?: number): void;
  /** To be called before anything else is written, and at the end. */
  close(): void;
}

/** @param out where the HTML goes. */
export function listWriter(out: string[]): ListWriter {
  /** Lists that are open, the outermost first. Each has its last item open. */
  const open: { level: number; tag: 'ul' | 'ol' }[] = [];
  const closeTo = (level: number) => {
    while (open.length > 0 && open[open.length - 1]!.level > level) out.push(`</li></${open.pop()!.tag}>`);
  };
  return {
    item(level, html, number) {
      const tag = number === undefined ? 'ul' : 'ol';
      closeTo(level);
      if (open.at(-1)?.level === level && open.at(-1)?.tag !== tag) closeTo(level - 1);
      if (open.at(-1)?.level === level) out.push('</li>');
      else {
        open.push({ level, tag });
        out.push(`<${tag}>`);
      }
      out.push(number === undefined ? `<li>${html}` : `<li value="${number}">${html}`);
    },
    close: () => closeTo(-1),
  };
}
