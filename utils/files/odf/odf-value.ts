import type { XmlElement } from '../xml-tree';

type Attributes = XmlElement['attributes'];

/** The value that a cell's attributes hold, for a cell whose text a program has left out; empty where they hold none. */
export function odfValue(attributes: Attributes): string {
  const { value } = attributes;
  if (value !== undefined && attributes['value-type'] === 'percentage')
    return `${Number((Number(value) * 100).toPrecision(15))}%`;
  const shown =
    attributes['string-value'] ?? value ?? attributes['date-value'] ?? attributes['time-value'] ?? '';
  return shown || (attributes['boolean-value'] ?? '').toUpperCase();
}

/**
 * The formula of a cell as people write it: without the prefix of its language and the brackets around addresses (OpenDocument 1.3
 * part 4 §5.8). Undefined where it has none, or where an empty text is its value.
 */
export function odfFormula({ formula, 'value-type': type }: Attributes): string | undefined {
  if (!formula || type === 'string') return undefined;
  const bare = formula
    .replace(/^[\w-]+:(?==)/, '')
    .replace(/\[([^\][]*)\]/g, (_, address: string) => address.replace(/(^|:)\./g, '$1'));
  return bare.startsWith('=') ? bare : `=${bare}`;
}
