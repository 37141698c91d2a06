/** White space at the ends of a line is layout, not text; two spaces before a break would be Markdown of their own. */
export const trimLines = (text: string): string =>
  (text.includes('\n') ? text.replace(/[ \t]*\n[ \t]*/g, '\n') : text).trim();

/**
 * As trimLines; what is white and still a character of the text stays: Chinese books begin each paragraph with two wide spaces. Empty
 * where there is nothing else.
 */
export const trimLayout = (text: string): string =>
  text.trim() ? text.replace(/[ \t]*\n[ \t]*/g, '\n').replace(/^[ \t\n\r\f]+|[ \t\n\r\f]+$/g, '') : '';
