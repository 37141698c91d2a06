const code = /(^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\2[`~]*[ \t]*$|$(?![\s\S]))|(`+)(?!`)[^\n]*?[^`]\3(?!`))/gm;

/** A pair of single dollars is money, not math, where it holds a space at an end or a digit follows (pandoc's rule). */
const dollars = /(?<![\\$])\$(?!\$)([^$\n]+?)(?<!\\)\$(?!\$)(\d?)/g;

function normaliseProse(text: string): string {
  return text
    .replace(/\\\[\s*\n?([\s\S]*?)\n?\s*\\\]/g, (_, tex: string) => ["", "$$", tex.trim(), "$$", ""].join("\n"))
    .replace(/\\\(([^\n]*?)\\\)/g, (_, tex: string) => `\$${tex.trim()}\$`)
    .replace(dollars, (whole, inner: string, digit: string) => (/^\s|\s$/.test(inner) || digit ? `\\${whole}` : whole));
}

/**
 * Models write TeX as `\(…\)` and `\[…\]` as often as with dollars, and money with dollars too. Makes math of the former and
 * text of the latter; code is left alone.
 */
export function normaliseMath(text: string): string {
  if (!/[$\\]/.test(text)) return text;
  let out = '';
  let end = 0;
  for (const match of text.matchAll(code)) {
    out += normaliseProse(text.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  return out + normaliseProse(text.slice(end));
}
