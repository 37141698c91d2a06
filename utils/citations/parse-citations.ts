export interface Citation {
  /** The source's number, as the request gave it. */
  number: number;
  /** What it says to stand there, as the model wrote it; empty where it names the source only. */
  quote: string;
  /** The marker to the letter, with the blanks before it. */
  raw: string;
}

export interface CitedText {
  /** The answer with a placeholder for each citation, see `placeholder`. */
  text: string;
  citations: Citation[];
}

/**
 * Signs around a citation's place in the list. They are punctuation, so that Markdown judges emphasis beside them as it would beside a
 * bracket, and so rare that the few texts that hold them can have theirs kept apart.
 */
const open = '\u2e28';
const close = '\u2e29';
const placeholder = (index: number): string => `${open}${index}${close}`;
export const placeholders = new RegExp(`${open}(\\d+)${close}`, 'gu');

/** Nobody sees it; it keeps a text's own signs from being taken for ours. */
const joiner = '\u2060';

/** Longer ones (UTF-16 code units) are no citations: no marker may swallow an answer that forgot to close it. */
const longestQuote = 2000;

const twoBrackets = String.raw`(?:\[\[|【【|［［)`;
const oneBracket = String.raw`(?<![\[【［])[\[【［]`;
const source = String.raw`[ \t]*(?:source|src|来源|來源|出处)?[ \t]*[#=]?[ \t]*(\d{1,5})`;
const separator = String.raw`[ \t]*[:：,，|][ \t]*`;
const quoteSigns = `"“”„«「『〝'‘\``;
const closingSigns = `"“”»」』〞'’\``;
// A blank line ends every marker.
const inside = String.raw`(?:(?!\n[ \t]*\n)[\s\S]){0,${longestQuote}}?`;
const quoted = `[${quoteSigns}]${inside}`;
// Between two brackets also without a quotation mark, if the words begin like words: `[[1, 2], [3, 4]]` is a matrix.
const words = String.raw`(?:[${quoteSigns}]|(?=[\p{L}…]))${inside}`;
const whole = new RegExp(
  [
    String.raw`${twoBrackets}${source}(?:${separator}(${words}))?[ \t]*(?:\]\]|】】|］］)`,
    // Between single ones only with quotation marks, and not where a link follows.
    String.raw`${oneBracket}${source}${separator}(${quoted}[${closingSigns}])[ \t]*[\]】］](?!\()`,
  ].join('|'),
  'giu',
);
/** The same at the end of a text, while the rest has not come. */
const cut = new RegExp(
  `(?:${[
    String.raw`(?:${twoBrackets}|${oneBracket})[ \t]*\p{L}{0,6}[ \t]*[#=]?[ \t]*`,
    String.raw`${twoBrackets}${source}[ \t]*(?:[\]】］]|${separator}(?:(${words})[\]】］]?)?)?`,
    String.raw`${oneBracket}${source}[ \t]*(?:${separator}([${quoteSigns}][^\]】］\n]{0,${longestQuote}})?)?`,
  ].join('|')})$`,
  'iu',
);

/** The words between a pair of quotation marks, or as they are. */
function unquote(words: string): string {
  const inner = words.trim();
  const first = inner[0] ?? '';
  const isQuoted = first !== '' && quoteSigns.includes(first);
  return inner
    .slice(isQuoted ? 1 : 0)
    .replace(isQuoted ? /["”“»」』〞'’`]$/u : /$/u, '')
    .trim();
}

/** Whether the text before a place ends with an address: what follows without a space would belong to it. */
const endsWithAddress = /(?:https?:\/\/|www\.)\S*$/i;

/** How far back the beginning of such an address is looked for. */
const longestAddress = 2000;

const nothing: CitedText = { text: '', citations: [] };
/** More than this is not parsed together: where no blank line stands for so long, a marker may be missed (UTF-16 code units). */
const longestPart = 50_000;
/** Each is looked up and drawn by itself; of an answer that holds more the rest stay as they were written. */
const mostCitations = 1000;

/**
 * Finds the citations in an answer: `[[2: "words of source 2"]]`, also with the brackets, quotes and separators that models write in
 * their place.
 * @param isOpen whether the answer is still being written: a marker whose end has not come is not shown yet. In one that ended, it is
 * taken as it was cut.
 */
export const parseCitations = (answer: string, isOpen: boolean): CitedText =>
  parse(answer, isOpen ? 'open' : 'ended', nothing);

/**
 * @param ending a `part` ends with a blank line, which ends every marker; for others see parseCitations.
 * @param before what was found in the parts that go before this one; it is given back, too.
 */
function parse(answer: string, ending: 'open' | 'ended' | 'part', before: CitedText): CitedText {
  const citations = [...before.citations];
  const pieces = [before.text];
  // The end of the pieces: to join them all for each citation would take time by the square.
  let end = before.text.slice(-longestAddress);
  const add = (piece: string) => {
    pieces.push(piece);
    end = (end + piece).slice(-longestAddress);
  };
  let at = 0;
  const wordsTo = (place: number) => answer.slice(at, place).replaceAll(open, open + joiner);
  const cite = (start: number, raw: string, number: string, quoted: string | undefined) => {
    const words = wordsTo(start);
    const blank = endsWithAddress.test((end + words).slice(-longestAddress).trimEnd())
      ? ''
      : (/[ \t]+$/.exec(words.slice(-200))?.[0] ?? '');
    add(words.slice(0, words.length - blank.length));
    add(placeholder(citations.length));
    citations.push({ number: Number(number), quote: unquote(quoted ?? ''), raw: blank + raw });
    at = start + raw.length;
  };
  for (const match of answer.matchAll(whole)) {
    if (citations.length >= mostCitations) break;
    cite(match.index, match[0], (match[1] ?? match[3])!, match[2] ?? match[4]);
  }
  // Looked for at the end only: a marker's own beginning is at most so far from it.
  const tailStart = Math.max(at, answer.length - longestQuote - 40);
  const mayBeCut = ending !== 'part' && citations.length < mostCitations;
  const last = mayBeCut ? cut.exec(answer.slice(tailStart)) : null;
  const cutWords = last?.[2] ?? last?.[4];
  if (last && ending === 'open') add(wordsTo(tailStart + last.index));
  else if (last && cutWords)
    cite(tailStart + last.index, last[0], (last[1] ?? last[3])!, cutWords.replace(/[\]】］]$/, ''));
  else add(wordsTo(answer.length));
  const text = pieces.join('');
  // Blanks at the end may stand before a marker: shown now, they would be taken back.
  return { text: ending === 'open' ? text.replace(/[ \t]+$/, '') : text, citations };
}

/** The markers to the letter again, where a text shows them as they are: in code, and where it is copied. */
export const restoreMarkers = (text: string, citations: readonly Citation[]): string =>
  text
    .replace(placeholders, (sign, index) => citations[Number(index)]?.raw ?? sign)
    .replaceAll(open + joiner, open);

/**
 * Parses an answer that grows, at each delta: what stands before its last blank line is parsed once.
 * @returns parses, see parseCitations.
 */
export function citationReader(): (answer: string, isOpen: boolean) => CitedText {
  let settled = '';
  let found = nothing;
  const settle = (answer: string, end: number) => {
    found = parse(answer.slice(settled.length, end), 'part', found);
    settled = answer.slice(0, end);
  };
  return (answer, isOpen) => {
    if (!answer.startsWith(settled)) {
      settled = '';
      found = nothing;
    }
    for (;;) {
      const most = settled.length + longestPart;
      const end = answer.lastIndexOf('\n\n', most) + 2;
      if (end > settled.length + 1) settle(answer, end);
      else if (answer.length > most) settle(answer, most);
      else break;
    }
    return parse(answer.slice(settled.length), isOpen ? 'open' : 'ended', found);
  };
}
