import type { Root } from 'mdast';

/** A definition may stand far from its use: a text that holds one is rendered whole when it is complete. */
export const hasDefinition = /^ {0,3}\[[^\]\n]+\]:/m;

/** Targets of `[text][label]`, by label in lower case. */
export function definitionsOf(tree: Root): Map<string, string> {
  const found = new Map<string, string>();
  for (const node of tree.children)
    if (node.type === 'definition' && !found.has(node.identifier.toLowerCase()))
      found.set(node.identifier.toLowerCase(), node.url);
  return found;
}
