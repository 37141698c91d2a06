import './markdown.css';
import type { Root } from 'mdast';
import { memo, useContext, useRef } from 'react';
import remend from 'remend';
import { BlockSplitter } from './block-splitter';
import { definitionsOf, isDrawnTogether } from './definitions-of';
import { isTooDense } from './is-too-dense';
import { MarkdownMarksContext } from './markdown-marks';
import { parseMarkdown } from './parse-markdown';
import { type RenderContext, renderChildren } from './render-node';
import { useGrowing } from './use-growing';

/** One block, parsed and rendered once for as long as its text stays the same. */
const Block = memo(function Block({ text, isOpen }: { text: string; isOpen: boolean }) {
  const marks = useContext(MarkdownMarksContext);
  let tree: Root | undefined;
  try {
    tree = isTooDense(text) ? undefined : parseMarkdown(isOpen ? remend(text) : text);
  } catch {
    tree = undefined;
  }
  // Whatever the parser cannot take is shown as it came.
  if (!tree) return <p className="md-plain">{marks?.restore(text) ?? text}</p>;
  const context: RenderContext = { definitions: definitionsOf(tree), isOpen, marks };
  return <>{renderChildren(tree, 0, context)}</>;
});

/**
 * A model's Markdown as React elements: no markup string, nothing remote, nothing that runs. While it streams, only the last,
 * open block is parsed again. It is busy while it is not drawn to its end.
 * @param text the whole text so far.
 */
export function Markdown({ text, isStreaming }: { text: string; isStreaming: boolean }) {
  const drawn = useGrowing(text, isStreaming);
  const isWhole = drawn.length === text.length;
  const isOpen = isStreaming || !isWhole;
  const splitter = useRef(new BlockSplitter());
  if (!splitter.current.isPrefixOf(drawn)) splitter.current = new BlockSplitter();
  splitter.current.update(drawn);
  const { closed, open } = splitter.current;
  if (!isOpen && isDrawnTogether(text)) {
    return (
      <div className="md">
        <Block text={text} isOpen={false} />
      </div>
    );
  }
  return (
    <div className="md" aria-busy={!isWhole || undefined}>
      {closed.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: closed blocks never move.
        <Block key={index} text={block} isOpen={false} />
      ))}
      {open && <Block key={closed.length} text={open} isOpen={isOpen} />}
    </div>
  );
}
