const cellTag = /<((?:\w+:)?)Cell\b((?:[^>"]|"[^"]*")*?)(\/?)>/;
const beforeCell = /(?=<(?:\w+:)?Cell\b)/;
const formulaOf = /\s(?:\w+:)?Formula\s*=\s*"([^"]*)"/;
const cellEnd = /<\/(?:\w+:)?Cell>/;
const someData = /<(?:\w+:)?Data\b[^>]*>\s*[^<\s]|<(?:\w+:)?Data\b[^>]*Type\s*=\s*"String"[^>]*>/;
const noData = /<(?:\w+:)?Data\b[^>]*(?:\/>|>\s*<\/(?:\w+:)?Data>)/;

/**
 * A workbook in the XML of 2003 in which a formula without a value stands as its cell's text, in the notation of the file (R1C1): see
 * showFormulas. Pure.
 */
export function showXmlFormulas(workbook: string): { xml: string; count: number } {
  let count = 0;
  const pieces = workbook.split(beforeCell).map((piece) => {
    const [tag, prefix, attributes, isClosed] = cellTag.exec(piece) ?? [];
    const formula = tag && formulaOf.exec(attributes!)?.[1];
    if (!formula) return piece;
    const rest = piece.slice(tag.length);
    const inner = isClosed ? '' : rest.slice(0, cellEnd.exec(rest)?.index ?? 0);
    if (someData.test(inner)) return piece;
    count++;
    // Without a prefix on its own name, an element is in the namespace that the prefix of `ss` stands for as well.
    const text = `<${prefix}Data ss:Type="String">${formula}</${prefix}Data>`;
    return isClosed
      ? `<${prefix}Cell${attributes}>${text}</${prefix}Cell>${rest}`
      : tag + text + inner.replace(noData, '') + rest.slice(inner.length);
  });
  return { xml: pieces.join(''), count };
}
