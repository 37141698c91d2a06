import type { Link, Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { type InlineMath, type Math as MathNode, mathFromMarkdown } from 'mdast-util-math';
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly';
import { gfmStrikethroughCjkFriendly } from 'micromark-extension-cjk-friendly-gfm-strikethrough';
import { gfm } from 'micromark-extension-gfm';
import { math } from 'micromark-extension-math';
import { normaliseMath } from './normalise-math';

export type MarkdownNode = Nodes | InlineMath | MathNode;

const extensions = [
  gfm({ singleTilde: false }),
  cjkFriendlyExtension(),
  gfmStrikethroughCjkFriendly({ singleTilde: false }),
  math(),
];
const mdastExtensions = [gfmFromMarkdown(), mathFromMarkdown()];

/** Signs that end an address in Chinese and Japanese text; GFM's own rule knows the ASCII ones only. */
const cjkStop = /[，。；：！？、（）《》「」『』【】〈〉“”‘’…]/;

/** A bare address that ran on into the sentence after it is cut where the sentence begins. */
function trimLiteralLinks(parent: { children?: unknown[] }): void {
  const children = parent.children as MarkdownNode[] | undefined;
  if (!children) return;
  for (let index = 0; index < children.length; index++) {
    const node = children[index]!;
    if (node.type === 'link') {
      const label = (node as Link).children[0];
      const isLiteral =
        label?.type === 'text' &&
        (node.url === label.value ||
          node.url === `http://${label.value}` ||
          node.url === `mailto:${label.value}`);
      const stop = isLiteral ? label.value.search(cjkStop) : -1;
      if (isLiteral && stop > 0) {
        const rest = label.value.slice(stop);
        node.url = node.url.slice(0, node.url.length - rest.length);
        label.value = label.value.slice(0, stop);
        children.splice(index + 1, 0, { type: 'text', value: rest });
      }
    } else trimLiteralLinks(node as { children?: unknown[] });
  }
}

/** Markdown (CommonMark, GFM, math, right for CJK emphasis) as a syntax tree. Raw HTML comes as `html` nodes of plain text. */
export function parseMarkdown(text: string): Root {
  const tree = fromMarkdown(normaliseMath(text), { extensions, mdastExtensions });
  trimLiteralLinks(tree);
  return tree;
}

/** As other programs read it: without formulas, and each node at its place in the text. */
export const parseAnywhere = (text: string): Root =>
  fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

export interface OpenBlock {
  /** Where the last top-level block begins. */
  start: number;
  /** Where its items begin, for a list; empty for other blocks. */
  itemStarts: number[];
}

const offsetOf = (node: Nodes | undefined): number => node?.position?.start.offset ?? 0;

/** The last top-level block of a text. For the splitter only: no transforms. */
export function findOpenBlock(text: string): OpenBlock {
  const last = fromMarkdown(text, { extensions, mdastExtensions }).children.at(-1);
  return { start: offsetOf(last), itemStarts: last?.type === 'list' ? last.children.map(offsetOf) : [] };
}
