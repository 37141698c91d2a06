import { childOf, childrenOf, textOf, type XmlElement } from '../xml-tree';

/** Signs of many-sized operators, as TeX calls them. */
const operators: Record<string, string> = {
  '∑': '\\sum',
  '∏': '\\prod',
  '∐': '\\coprod',
  '∫': '\\int',
  '∬': '\\iint',
  '∭': '\\iiint',
  '∮': '\\oint',
  '⋃': '\\bigcup',
  '⋂': '\\bigcap',
  '⋁': '\\bigvee',
  '⋀': '\\bigwedge',
};
const accents: Record<string, string> = {
  '\u0302': 'hat',
  '\u0303': 'tilde',
  '\u0304': 'bar',
  '\u0305': 'overline',
  '\u0307': 'dot',
  '\u0308': 'ddot',
  '\u030c': 'check',
  '\u20d7': 'vec',
};
const braces: Record<string, string> = { '⏞': '\\overbrace', '⏟': '\\underbrace' };
const functions =
  /^(?:sin|cos|tan|cot|sec|csc|arcsin|arccos|arctan|sinh|cosh|tanh|log|ln|exp|lim|max|min|sup|inf|det|dim|ker|gcd)$/;
const special: Record<string, string> = { '\\': '\\backslash ', '~': '\\sim ' };

const quote = (text: string): string =>
  text.replace(/[{}%#&_]/g, '\\$&').replace(/[\\~](?![{}%#&_])/g, (sign) => special[sign]!);
const group = (tex: string): string => (tex.length === 1 ? tex : `{${tex}}`);
const settingOf = (element: XmlElement | undefined, properties: string, name: string): string | undefined =>
  childOf(childOf(element, properties), name)?.attributes.val;

function row(element: XmlElement | undefined): string {
  let tex = '';
  for (const child of childrenOf(element)) {
    const part = ommlToTex(child);
    // A command's name ends where the next letter is no part of it.
    tex += /\\[a-zA-Z]+$/.test(tex) && /^[a-zA-Z]/.test(part) ? ` ${part}` : part;
  }
  return tex;
}

/** Office's formulas (OMML, ECMA-376 part 1 §22.1) as TeX; letters stay the Unicode characters that they are. */
export function ommlToTex(element: XmlElement): string {
  const of = (name: string) => row(childOf(element, name));
  switch (element.name) {
    case 'r': {
      const text = childrenOf(element, 't').map(textOf).join('');
      return functions.test(text.trim()) ? `\\${text.trim()}` : quote(text);
    }
    case 'f': {
      const isLine = settingOf(element, 'fPr', 'type') === 'lin';
      return isLine ? `${of('num')}/${of('den')}` : `\\frac{${of('num')}}{${of('den')}}`;
    }
    case 'sSup':
      return `${group(of('e'))}^${group(of('sup'))}`;
    case 'sSub':
      return `${group(of('e'))}_${group(of('sub'))}`;
    case 'sSubSup':
      return `${group(of('e'))}_${group(of('sub'))}^${group(of('sup'))}`;
    case 'sPre':
      return `{}_${group(of('sub'))}^${group(of('sup'))}${of('e')}`;
    case 'rad': {
      const degree = of('deg');
      return degree ? `\\sqrt[${degree}]{${of('e')}}` : `\\sqrt{${of('e')}}`;
    }
    case 'nary': {
      const sign = settingOf(element, 'naryPr', 'chr') ?? '∫';
      const [sub, sup] = [of('sub'), of('sup')];
      return `${operators[sign] ?? sign}${sub && `_${group(sub)}`}${sup && `^${group(sup)}`} ${of('e')}`;
    }
    case 'd': {
      const open = settingOf(element, 'dPr', 'begChr') ?? '(';
      const close = settingOf(element, 'dPr', 'endChr') ?? ')';
      const between = settingOf(element, 'dPr', 'sepChr') ?? '|';
      const sign = (text: string) => (/^[{}]$/.test(text) ? `\\${text}` : text || '.');
      return `\\left${sign(open)} ${childrenOf(element, 'e').map(row).join(between)} \\right${sign(close)}`;
    }
    case 'm':
    case 'eqArr': {
      const rows =
        element.name === 'm'
          ? childrenOf(element, 'mr').map((line) => childrenOf(line, 'e').map(row).join(' & '))
          : // Lines of an array stand under each other by signs that are not shown.
            childrenOf(element, 'e').map((line) => row(line).replaceAll('\\&', '&'));
      return `\\begin{matrix} ${rows.join(' \\\\ ')} \\end{matrix}`;
    }
    case 'acc': {
      const sign = settingOf(element, 'accPr', 'chr') ?? '\u0302';
      const accent = accents[sign];
      return accent ? `\\${accent}{${of('e')}}` : sign ? `\\overset{${sign}}{${of('e')}}` : of('e');
    }
    case 'groupChr': {
      const sign = settingOf(element, 'groupChrPr', 'chr') ?? '⏟';
      const isAbove = settingOf(element, 'groupChrPr', 'pos') === 'top';
      const brace = braces[sign];
      return `${brace ?? `\\${isAbove ? 'overset' : 'underset'}{${sign}}`}{${of('e')}}`;
    }
    case 'borderBox':
      return `\\boxed{${of('e')}}`;
    case 'bar':
      return `\\${settingOf(element, 'barPr', 'pos') === 'top' ? 'overline' : 'underline'}{${of('e')}}`;
    case 'limLow':
      return `${group(of('e'))}_${group(of('lim'))}`;
    case 'limUpp':
      return `${group(of('e'))}^${group(of('lim'))}`;
    case 'func':
      return `${of('fName')} ${of('e')}`;
    case 'ctrlPr':
      return '';
    default:
      return element.name.endsWith('Pr') ? '' : row(element);
  }
}
