export interface PromptSource {
  title: string;
  url: string;
  /** See Source.envelope. */
  envelope: string;
  text: string;
}

const attributeEscapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Titles and addresses are a page's words too: they stay inside their quotes, on one line. */
function toAttribute(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
  return value.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').replace(/[&<>"]/g, (sign) => attributeEscapes[sign]!);
}

/**
 * One source in its envelope. The text itself is not changed by a single character: it cannot know the envelope's name, which
 * comes from its own hash and a secret of this install, so it cannot close it.
 */
export function wrapSource(source: PromptSource): string {
  const name = `source-${source.envelope}`;
  return `<${name} title="${toAttribute(source.title)}" url="${toAttribute(source.url)}">\n${source.text}\n</${name}>`;
}
