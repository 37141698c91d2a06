import { charsetPages } from '../code-pages';

/** What a font says of the letters that it draws. */
export interface RtfFont {
  /** Code page of its bytes; undefined for the document's own. */
  page: number | undefined;
  isSymbol: boolean;
  name: string;
}

/** What stands at the head of a document, to be referred to by number. */
export interface RtfTables {
  fonts: ReadonlyMap<number, RtfFont>;
  /** Six hexadecimal digits each, or `auto`. */
  colors: readonly string[];
  /** Levels (from 1) of the styles that are headings. */
  headings: ReadonlyMap<number, number>;
  word(table: 'fonts' | 'colors' | 'styles', name: string, value: number | undefined): void;
  /** Text of a table, which ends its entries with semicolons. */
  text(table: 'fonts' | 'colors' | 'styles', run: string): void;
}

export function rtfTables(): RtfTables {
  const fonts = new Map<number, RtfFont>();
  const colors: string[] = [];
  const headings = new Map<number, number>();
  let font = 0;
  const describe = (change: Partial<RtfFont>) =>
    fonts.set(font, { page: undefined, isSymbol: false, name: '', ...fonts.get(font), ...change });
  let style = 0;
  let styleName = '';
  const noColor = { red: 0, green: 0, blue: 0, isSet: false };
  let color = noColor;
  return {
    fonts,
    colors,
    headings,
    word(table, name, value = 0) {
      if (table === 'fonts') {
        if (name === 'f') {
          font = value;
          fonts.delete(font);
          describe({});
        } else if (name === 'fcharset') describe({ page: charsetPages[value], isSymbol: value === 2 });
        else if (name === 'cpg') describe({ page: value });
      } else if (table === 'colors') {
        if (name === 'red' || name === 'green' || name === 'blue')
          color = { ...color, [name]: value, isSet: true };
      } else if (name === 's') {
        style = value;
        styleName = '';
      } else if (name === 'outlinelevel' && value < 9) headings.set(style, value + 1);
    },
    text(table, run) {
      if (table === 'fonts' && fonts.has(font))
        describe({ name: `${fonts.get(font)!.name}${run}`.replace(/;.*/s, '').trim() });
      if (table === 'styles') {
        styleName += run;
        const level = /heading (\d)/i.exec(styleName)?.[1];
        if (level && !headings.has(style)) headings.set(style, Number(level));
      }
      if (table !== 'colors' || !run.includes(';')) return;
      const digits = [color.red, color.green, color.blue].map((part) =>
        (part & 255).toString(16).padStart(2, '0'),
      );
      colors.push(color.isSet ? digits.join('') : 'auto');
      color = noColor;
    },
  };
}
