/** Signs that may open or close something in a paragraph; the parser weighs each against those before it. */
const mark = /[*_~]+|[[\]]/g;
const mostMarks = 1000;
/** Where text that is parsed together may begin: after an empty line, in a list, a quote, a heading, a row of a table. */
const begin = /^\s*(?:$|[-*+] |\d+[.)] |[#>|])/;
/** Quotes and lists within each other, all begun on one line. */
const deepNest = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))/;
const deepest = 100;

function nestOf(line: string): number {
  let depth = 0;
  let rest = line;
  for (;;) {
    const match = deepNest.exec(rest);
    if (!match || depth > deepest) return depth;
    rest = rest.slice(match[0].length);
    depth++;
  }
}

/**
 * Whether a block of Markdown is one that nobody writes and that would hold up the panel for seconds to minutes: the parser's time grows
 * with the square of the signs in a paragraph, and of quotes and lists within each other (20,000 times `*a_ ` took minutes).
 */
export function isTooDense(text: string): boolean {
  let marks = 0;
  for (const line of text.split('\n')) {
    if (begin.test(line)) marks = 0;
    marks += line.match(mark)?.length ?? 0;
    if (marks > mostMarks || nestOf(line) > deepest) return true;
  }
  return false;
}
