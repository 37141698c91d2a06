import type { HighlightResult } from 'highlight.js';
import { loadOnce } from './load-once';

/** Longer code is shown plain: colours are not worth a stalled panel. */
const longest = 60_000;

export type Highlighted = string | { className: string; children: Highlighted[] };

interface EmitterNode {
  scope?: string;
  children: (EmitterNode | string)[];
}

function toTree(node: EmitterNode | string): Highlighted {
  if (typeof node === 'string') return node;
  // `title.function` is written as `hljs-title function_`, as the library's own renderer does.
  const [first, ...rest] = (node.scope ?? '').split('.');
  const className = first
    ? [`hljs-${first}`, ...rest.map((part, index) => part + '_'.repeat(index + 1))].join(' ')
    : '';
  return { className: /^[\w\- ]*$/.test(className) ? className : '', children: node.children.map(toTree) };
}

const withHighlighter = loadOnce(() => import('highlight.js/lib/common'));

/**
 * Gives code as a tree of spans (no markup string is made), or null where the language is not known or the code too long: at once where
 * highlight.js is loaded, which the first use does. The only door to it.
 */
export function highlightCode(
  code: string,
  language: string,
  use: (tree: Highlighted[] | null) => void,
): void {
  if (!language || code.length > longest) use(null);
  else
    withHighlighter(({ default: hljs }) => {
      if (!hljs.getLanguage(language)) return use(null);
      const result = hljs.highlight(code, { language, ignoreIllegals: true }) as HighlightResult & {
        _emitter: { rootNode: EmitterNode };
      };
      return use(result._emitter.rootNode.children.map(toTree));
    });
}
