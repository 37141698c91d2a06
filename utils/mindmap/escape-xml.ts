const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\n': '&#10;',
};

/** A text for an XML element or attribute. What XML cannot say at all is left out. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids.
    .replace(/[\0-\x08\x0b-\x1f\x7f\uFFFE\uFFFF]/g, '')
    .replace(/[&<>"'\n]/g, (sign) => escapes[sign]!);
