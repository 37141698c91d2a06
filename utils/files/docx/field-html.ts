import { escapeHtml } from '../html-text';
import { formulaHtml } from '../ooxml/drawing-text';
import { textIn } from './symbols';

/** Switches of an equation's parts; those of two letters only say how a part is set. */
const part = /\\([abdfilorsx])(?![a-z]{2})/iy;
const option =
  /\s*\\(?:(al|ac|ar|ad|co|vs|hs|fo|ba|li|up|do|ai|di|to|bo|le|ri|su|pr|in|jc)\s*\d*|(lc|rc|bc|fc|vc)\s*\\?(.))/iy;
const ring = /^[○〇◯]$/;

/** The parts of Word's equation fields (ECMA-376 part 1 §17.16.5.16) as TeX. */
function equation(source: string): { tex: string; isFormula: boolean } {
  const text = source.replace(/\\\*\s*(?:"[^"]*"|\S+)/g, '');
  let at = 0;
  let isFormula = false;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at += found[0].length;
    return found;
  };
  /** To the end, or to the next separator or bracket that closes the arguments. */
  const line = (isArgument: boolean): string => {
    let out = '';
    while (at < text.length) {
      const sign = text[at]!;
      if (isArgument && /[,;)]/.test(sign)) break;
      const switched = sign === '\\' ? take(part) : null;
      if (switched) out += partOf(switched[1]!.toLowerCase());
      else if (sign === '\\') {
        out += text[at + 1] ?? '';
        at += 2;
      } else {
        at++;
        // Brackets within are text with all their commas.
        if (sign === '(' && isArgument) {
          out += `(${line(true)}`;
          for (; /[,;]/.test(text[at] ?? ''); out += line(true)) out += text[at++];
          out += text[at++] ?? '';
        } else out += sign;
      }
    }
    return out.trim();
  };
  const partOf = (name: string): string => {
    const options = new Map<string, string>();
    for (let found = take(option); found; found = take(option))
      options.set((found[1] ?? found[2])!.toLowerCase(), found[3] ?? (/\d+$/.exec(found[0])?.[0] || '1'));
    take(/\s*/y);
    if (text[at] !== '(') return '';
    const parts: string[] = [];
    const before = isFormula;
    do {
      at++;
      parts.push(line(true));
    } while (at < text.length && text[at] !== ')');
    at++;
    const [first = '', second = '', third = ''] = parts;
    const all = parts.join('');
    isFormula ||= /[abfir]/.test(name);
    switch (name) {
      case 'f':
        return `\\frac{${first}}{${second}}`;
      case 'r':
        return parts.length > 1 ? `\\sqrt[${first}]{${second}}` : `\\sqrt{${first}}`;
      case 'i': {
        const sign = options.has('su') ? '\\sum' : options.has('pr') ? '\\prod' : '\\int';
        return `${options.get('fc') ?? options.get('vc') ?? sign}_{${first}}^{${second}} ${third}`;
      }
      case 'b': {
        const both = options.get('bc');
        const sign = (own: string | undefined) => (own ?? '').replace(/[{}]/, '\\$&') || '.';
        const isBare = !both && !options.has('lc') && !options.has('rc');
        const [left, right] = isBare
          ? ['(', ')']
          : [
              options.get('lc') ?? both,
              options.get('rc') ?? (both === '{' ? '}' : both === '[' ? ']' : both),
            ];
        return `\\left${sign(left)} ${all} \\right${sign(right)}`;
      }
      case 'a': {
        const columns = Number(options.get('co') ?? 1) || 1;
        const rows: string[] = [];
        for (let cell = 0; cell < parts.length; cell += columns)
          rows.push(parts.slice(cell, cell + columns).join(' & '));
        return `\\begin{matrix} ${rows.join(' \\\\ ')} \\end{matrix}`;
      }
      case 's':
        isFormula = true;
        if (parts.length > 1) return `^{${first}}_{${second}}`;
        return `${options.has('do') ? '_' : '^'}{${first}}`;
      case 'o': {
        // Letters over a word, as readings of characters and arrows of vectors are set.
        const above = /^\^\{(.*)\}$/s.exec(first)?.[1];
        const base = parts.slice(1).join('');
        if (above !== undefined && /[\u3040-\u30ff\u3400-\u9fff]/.test(base)) {
          isFormula = before;
          return `${base}(${above})`;
        }
        if (above !== undefined) return `\\overset{${above}}{${base}}`;
        const number = parts.length === 2 && ring.test(first) ? Number(second) : 0;
        return number >= 1 && number <= 20 ? String.fromCodePoint(0x245f + number) : all;
      }
      case 'l':
        return parts.join(',');
      default:
        return all;
    }
  };
  return { tex: line(false), isFormula };
}

/** Whether what a field shows stands in its instruction, so that fields in it and their results are a part of that. */
export const showsInstruction = (instruction: string): boolean =>
  /^\s*(?:eq|macrobutton)\b/i.test(instruction);

/** What a field without a result adds to the instruction of the one around it: of an equation in an equation, its parts. */
export const innerInstruction = (instruction: string): string =>
  /^\s*eq\b([\s\S]*)$/i.exec(instruction)?.[1] ?? '';

/**
 * What a field shows that stores no result, as HTML: equations, symbols and buttons, which Word draws from the instruction; nothing for
 * others.
 * @param instruction as in `EQ \f(1,2)`.
 */
export function fieldHtml(instruction: string): string {
  const formula = /^\s*eq\b([\s\S]*)$/i.exec(instruction)?.[1];
  if (formula !== undefined) {
    const { tex, isFormula } = equation(formula);
    return isFormula ? formulaHtml(tex, false) : escapeHtml(tex);
  }
  const button = /^\s*macrobutton\s+\S+\s([\s\S]*)$/i.exec(instruction)?.[1];
  if (button !== undefined) return escapeHtml(button.replace(/\\\*\s*\w+/g, '').trim());
  const [, number, rest = ''] = /^\s*symbol\s+(\d+|0x[\da-f]+)(.*)$/is.exec(instruction) ?? [];
  const code = Number(number ?? 0);
  if (!(code >= 32 && code <= 0xffff)) return '';
  const font = /\\f\s*(?:"([^"]*)"|(\S+))/i.exec(rest);
  return escapeHtml(textIn(font?.[1] ?? font?.[2] ?? 'Symbol', String.fromCharCode(code)));
}
