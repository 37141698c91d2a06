export interface PromptSource {
  title: string;
  url: string;
  /** See Source.envelope. */
  envelope: string;
  text: string;
  /** By which an answer cites it: its place, from 1, in the order in which the sources joined. */
  number?: number;
  /** Set where `text` is a stretch of a longer one, e.g. `1 to 24000 of 980000 characters`. */
  part?: string;
}

const attributeEscapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Titles and addresses are a page's words too: they stay inside their quotes, on one line. */
function toAttribute(value: string): string {
  return value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/[&<>"]/g, (sign) => attributeEscapes[sign]!);
}

/**
 * One source for a model that takes tags for something to imitate: between plain lines. Meant for the model on the device, which
 * has no tools, no secrets and one reader.
 */
export function quoteSource(source: PromptSource): string {
  return `Text: ${toAttribute(source.title)}\n\n${source.text}\n\n(End of the text.)`;
}

/**
 * One source in its envelope. The text itself is not changed by a single character: it cannot know the envelope's name, which
 * comes from its own hash and a secret of this install, so it cannot close it.
 */
export function wrapSource(source: PromptSource): string {
  const name = `source-${source.envelope}`;
  const number = source.number ? ` n="${source.number}"` : '';
  const part = source.part ? ` part="${toAttribute(source.part)}"` : '';
  return `<${name}${number} title="${toAttribute(source.title)}" url="${toAttribute(source.url)}"${part}>\n${source.text}\n</${name}>`;
}
