import './markdown.css';
import type { Root } from 'mdast';
import { memo, useContext, useRef } from 'react';
import remend from 'remend';
import { BlockSplitter } from './block-splitter';
import { definitionsOf, hasDefinition } from './definitions-of';
import { isTooDense } from './is-too-dense';
import { MarkdownMarksContext } from './markdown-marks';
import { parseMarkdown } from './parse-markdown';
import { type RenderContext, renderChildren } from './render-node';

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
 * open block is parsed again.
 * @param text the whole text so far.
 */
export function Markdown({ text, isStreaming }: { text: string; isStreaming: boolean }) {
  const splitter = useRef(new BlockSplitter());
  if (!splitter.current.isPrefixOf(text)) splitter.current = new BlockSplitter();
  splitter.current.update(text);
  const { closed, open } = splitter.current;
  if (!isStreaming && hasDefinition.test(text)) {
    return (
      <div className="md">
        <Block text={text} isOpen={false} />
      </div>
    );
  }
  return (
    <div className="md">
      {closed.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: closed blocks never move.
        <Block key={index} text={block} isOpen={false} />
      ))}
      {open && <Block key={closed.length} text={open} isOpen={isStreaming} />}
    </div>
  );
}
