/** A character that no text has (Unicode keeps it for use inside of programs). */
const stand = '\ufdd2';

/**
 * Keeps runs of spaces that were typed, as old texts indent their paragraphs and poems their lines. HTML shows them as one; a book that is
 * compared with its text needs them all. Breaks and indents of the source itself are none.
 * @param body is changed; its Markdown is to be given to restoreSpaces.
 */
export function holdTypedSpaces(body: Element): void {
  // A character that stands as an entity begins a text node of its own.
  body.normalize();
  const hold = (node: Node) => {
    for (const child of node.childNodes)
      if (child.nodeType === 3) {
        const text = child.nodeValue ?? '';
        if (text.includes('  '))
          child.nodeValue = text.replace(
            /(^|[^ \t\n\r\f])( {2,})(?=[^ \t\n\r\f])/g,
            (_, before: string, run: string) => before + stand.repeat(run.length),
          );
      } else hold(child);
  };
  hold(body);
}

export const restoreSpaces = (markdown: string): string => markdown.replaceAll(stand, ' ');
