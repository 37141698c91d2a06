const code =
  /(^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\2[`~]*[ \t]*$|$(?![\s\S]))|(`+)(?!`)[^\n]*?[^`]\3(?!`))/gm;

/** A single dollar that opens a pair on its line: what stands between the two, and a digit behind the second. */
const pair = /(?<![\\$])\$(?!\$)([^$\n]+?)(?<!\\)\$(?!\$)(\d?)/y;

/** A pair of single dollars is money, not math, where it holds a space at an end or a digit follows (pandoc's rule). */
function escapeMoney(text: string): string {
  let out = '';
  let index = 0;
  while (index < text.length) {
    const dollar = text.indexOf('$', index);
    if (dollar < 0) break;
    out += text.slice(index, dollar);
    pair.lastIndex = dollar;
    const match = pair.exec(text);
    const isMath = match !== null && !/^\s|\s$/.test(match[1]!) && !match[2];
    const taken = isMath ? match[0] : text.startsWith('$$', dollar) ? '$$' : '$';
    // Only the first sign of a false pair is money for certain; the second may open a true one.
    out += match && !isMath ? '\\$' : taken;
    index = dollar + taken.length;
  }
  return out + text.slice(index);
}

function normaliseProse(text: string): string {
  const withDollars = text
    .replace(/\\\[\s*\n?([\s\S]*?)\n?\s*\\\]/g, (_, tex: string) =>
      ['', '$$', tex.trim(), '$$', ''].join('\n'),
    )
    .replace(/\\\(([^\n]*?)\\\)/g, (_, tex: string) => ['$', tex.trim(), '$'].join(''));
  return escapeMoney(withDollars);
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
