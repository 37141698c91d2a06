import type { Root } from 'mdast';

const definition = /^ {0,3}\[[^\]\n]+\]:/m;
/** To draw a longer text in one go takes too long. */
const longest = 100_000;

/** A definition may stand far from its use: a text that holds one is rendered whole when it is complete. */
export const isDrawnTogether = (text: string): boolean => text.length <= longest && definition.test(text);

/** Targets of `[text][label]`, by label in lower case. */
export function definitionsOf(tree: Root): Map<string, string> {
  const found = new Map<string, string>();
  for (const node of tree.children)
    if (node.type === 'definition' && !found.has(node.identifier.toLowerCase()))
      found.set(node.identifier.toLowerCase(), node.url);
  return found;
}
