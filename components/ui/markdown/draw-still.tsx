import { Fragment, type ReactNode } from 'react';
import { BlockSplitter } from './block-splitter';
import { definitionsOf, isDrawnTogether } from './definitions-of';
import { isTooDense } from './is-too-dense';
import type { MarkdownMarks } from './markdown-marks';
import { parseMarkdown } from './parse-markdown';
import { renderChildren } from './render-node';
import { drawStillBlocks } from './still-blocks';

/** What is parsed by itself, as `Markdown` has it. */
function blocksOf(text: string): string[] {
  if (isDrawnTogether(text)) return [text];
  const splitter = new BlockSplitter();
  splitter.update(text);
  return [...splitter.closed, splitter.open];
}

async function drawBlock(text: string, marks: MarkdownMarks): Promise<ReactNode> {
  try {
    if (!isTooDense(text)) {
      const tree = parseMarkdown(text);
      const still = await drawStillBlocks(tree, marks.restore);
      return renderChildren(tree, 0, { definitions: definitionsOf(tree), isOpen: false, marks, still });
    }
  } catch {
    // Whatever the parser cannot take is shown as it came.
  }
  return <p className="md-plain">{marks.restore(text)}</p>;
}

/** Markdown that has ended as React elements for a page without scripts: the same as `Markdown` shows, but nothing in it moves. */
export async function drawStill(text: string, marks: MarkdownMarks): Promise<ReactNode> {
  const drawn: ReactNode[] = [];
  for (const block of blocksOf(text))
    drawn.push(<Fragment key={drawn.length}>{await drawBlock(block, marks)}</Fragment>);
  return <div className="md">{drawn}</div>;
}
