const accents: Record<string, string> = {
  '¯': 'overline',
  '‾': 'overline',
  '^': 'hat',
  '~': 'tilde',
  '˜': 'tilde',
  '→': 'vec',
  '˙': 'dot',
  '.': 'dot',
  '¨': 'ddot',
};
/** Names that TeX sets upright. */
const functions = new Set(
  'sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim sup inf max min det dim ker deg gcd arg'.split(
    ' ',
  ),
);
const special: Record<string, string> = {
  '{': '\\{',
  '}': '\\}',
  '%': '\\%',
  '#': '\\#',
  '&': '\\&',
  _: '\\_',
  '\\': '\\backslash ',
};

const group = (tex: string): string => (tex.length === 1 ? tex : `{${tex}}`);
const quote = (text: string): string => text.replace(/[{}%#&_\\]/g, (sign) => special[sign]!);

/**
 * Presentation MathML as TeX; letters and operators stay as the Unicode characters that they are, which TeX engines and models read.
 * Unknown elements give what they hold.
 */
export function mathmlToTex(element: Element): string {
  const children = [...element.children];
  const at = (index: number): string => (children[index] ? mathmlToTex(children[index]) : '');
  const text = (element.textContent ?? '').replace(/\s+/g, ' ').trim();
  const inner = () => children.map(mathmlToTex).filter(Boolean).join(' ');
  switch (element.localName) {
    case 'annotation':
    case 'annotation-xml':
      return '';
    case 'mi':
      if (functions.has(text)) return `\\${text}`;
      return text.length > 1 ? `\\mathrm{${quote(text)}}` : quote(text);
    case 'mn':
      return quote(text);
    case 'mo':
      // Invisible times, apply and comma.
      return /^[\u2061-\u2064]$/.test(text) ? '' : quote(text);
    case 'mtext':
    case 'ms':
      return text ? `\\text{${quote(text)}}` : '';
    case 'mfrac':
      return `\\frac{${at(0)}}{${at(1)}}`;
    case 'msqrt':
      return `\\sqrt{${inner()}}`;
    case 'mroot':
      return `\\sqrt[${at(1)}]{${at(0)}}`;
    case 'msup':
      return `${group(at(0))}^${group(at(1))}`;
    case 'msub':
      return `${group(at(0))}_${group(at(1))}`;
    case 'msubsup':
    case 'munderover':
      return `${group(at(0))}_${group(at(1))}^${group(at(2))}`;
    case 'munder':
      return `${group(at(0))}_${group(at(1))}`;
    case 'mover': {
      const accent = accents[(children[1]?.textContent ?? '').trim()];
      return accent ? `\\${accent}{${at(0)}}` : `${group(at(0))}^${group(at(1))}`;
    }
    case 'mtable':
      return `\\begin{matrix} ${children.map((row) => [...row.children].map(mathmlToTex).join(' & ')).join(' \\\\ ')} \\end{matrix}`;
    case 'mfenced':
      return `${element.getAttribute('open') ?? '('} ${children.map(mathmlToTex).join(', ')} ${element.getAttribute('close') ?? ')'}`;
    default:
      return children.length > 0 ? inner() : quote(text);
  }
}
