import type { Nodes, Table } from 'mdast';
import { Fragment, type ReactNode } from 'react';
import { CodeBlock } from './CodeBlock';
import { MathFormula } from './MathFormula';
import { drawMarks, type MarkdownMarks } from './markdown-marks';
import type { MarkdownNode } from './parse-markdown';
import { toSafeLink } from './safe-link';
import type { StillBlocks } from './still-blocks';

/** Deeper nesting is shown as its text, so that no answer can overflow the stack. */
const maxDepth = 60;

export interface RenderContext {
  /** Targets of `[text][label]`, by label in lower case. */
  definitions: ReadonlyMap<string, string>;
  /** Whether the text is still being written: formulas and code wait. */
  isOpen: boolean;
  marks: MarkdownMarks | undefined;
  /** Set for a page in which nothing moves. */
  still?: StillBlocks;
}

/** All text below a node, without recursion. */
function plainText(node: MarkdownNode): string {
  let text = '';
  const stack: MarkdownNode[] = [node];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if ('value' in next) text += next.value;
    else if ('alt' in next) text += next.alt ?? '';
    else if ('children' in next) stack.push(...[...(next.children as MarkdownNode[])].reverse());
  }
  return text;
}

function Link({ url, label, children }: { url: string; label: string; children: ReactNode }) {
  const link = toSafeLink(url, label);
  if (!link)
    return (
      <>
        {children}
        {url && url !== label ? ` (${url})` : ''}
      </>
    );
  return (
    <>
      <a
        href={link.href}
        title={link.href}
        target="_blank"
        rel="noopener noreferrer"
        referrerPolicy="no-referrer"
      >
        {children}
      </a>
      {link.hostToShow && <span className="md-host"> ({link.hostToShow})</span>}
    </>
  );
}

/** An image is never loaded: its text and where it lies. */
function ImageChip({ url, alt }: { url: string; alt: string }) {
  const host = URL.canParse(url) ? new URL(url).host : '';
  return (
    <span className="md-image" title={url}>
      {[alt, host].filter(Boolean).join(' · ') || '—'}
    </span>
  );
}

function renderTable(node: Table, depth: number, context: RenderContext): ReactNode {
  const [head, ...body] = node.children;
  const cells = (row: Table['children'][number], Cell: 'th' | 'td') =>
    row.children.map((cell, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the order of a parsed text is its identity.
      <Cell key={index} className={`md-${node.align?.[index] ?? 'left'}`}>
        {renderChildren(cell, depth, context)}
      </Cell>
    ));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
    <div className="md-table" tabIndex={0}>
      <table>
        {head && (
          <thead>
            <tr>{cells(head, 'th')}</tr>
          </thead>
        )}
        <tbody>
          {body.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the order of a parsed text is its identity.
            <tr key={index}>{cells(row, 'td')}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function renderChildren(
  parent: { children: readonly unknown[] },
  depth: number,
  context: RenderContext,
): ReactNode {
  return (parent.children as MarkdownNode[]).map((child, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the order of a parsed text is its identity.
    <Fragment key={index}>{renderNode(child, depth + 1, context)}</Fragment>
  ));
}

/** One node as React elements. An allow-list: what is not named here is shown as its own text. */
export function renderNode(node: MarkdownNode, depth: number, context: RenderContext): ReactNode {
  if (depth > maxDepth) return drawMarks(plainText(node), context.marks);
  const exact = (text: string) => context.marks?.restore(text) ?? text;
  const inner = () => ('children' in node ? renderChildren(node, depth, context) : null);
  switch (node.type) {
    case 'text':
      return drawMarks(node.value, context.marks);
    case 'paragraph':
      return <p dir="auto">{inner()}</p>;
    case 'strong':
      return <strong>{inner()}</strong>;
    case 'emphasis':
      return <em>{inner()}</em>;
    case 'delete':
      return <del>{inner()}</del>;
    case 'inlineCode':
      return <code>{exact(node.value)}</code>;
    case 'break':
      return <br />;
    case 'heading': {
      // A page has one h1, the product's name.
      const Tag = `h${Math.min(6, node.depth + 1)}` as 'h2';
      return (
        <Tag dir="auto" className={`md-h${node.depth}`}>
          {inner()}
        </Tag>
      );
    }
    case 'blockquote':
      return <blockquote dir="auto">{inner()}</blockquote>;
    case 'thematicBreak':
      return <hr />;
    case 'list':
      return node.ordered ? <ol start={node.start ?? 1}>{inner()}</ol> : <ul>{inner()}</ul>;
    case 'listItem': {
      const isTight = node.children.length === 1 && node.children[0]?.type === 'paragraph';
      const box = typeof node.checked === 'boolean' && (
        <input
          type="checkbox"
          checked={node.checked}
          disabled
          readOnly
          aria-label={plainText(node as Nodes)}
        />
      );
      return (
        <li dir="auto" className={box ? 'md-task' : undefined}>
          {box}
          {isTight ? renderChildren(node.children[0] as { children: unknown[] }, depth, context) : inner()}
        </li>
      );
    }
    case 'code':
      if (context.still) return context.still.code(exact(node.value), node.lang ?? '');
      return (
        <CodeBlock
          code={exact(node.value)}
          language={(node.lang ?? '').slice(0, 40)}
          isOpen={context.isOpen}
        />
      );
    case 'math':
      if (context.still) return context.still.math(exact(node.value), true);
      return <MathFormula tex={exact(node.value)} isDisplay isOpen={context.isOpen} />;
    case 'inlineMath':
      if (context.still) return context.still.math(exact(node.value), false);
      return <MathFormula tex={exact(node.value)} isDisplay={false} isOpen={context.isOpen} />;
    case 'table':
      return renderTable(node, depth, context);
    case 'link':
      return (
        <Link url={node.url} label={plainText(node)}>
          {inner()}
        </Link>
      );
    case 'linkReference': {
      const url = context.definitions.get(node.identifier.toLowerCase());
      return url === undefined ? (
        inner()
      ) : (
        <Link url={url} label={plainText(node)}>
          {inner()}
        </Link>
      );
    }
    case 'image':
      return <ImageChip url={node.url} alt={node.alt ?? ''} />;
    case 'imageReference':
      return (
        <ImageChip
          url={context.definitions.get(node.identifier.toLowerCase()) ?? ''}
          alt={node.alt ?? node.identifier}
        />
      );
    case 'html':
      return drawMarks(node.value, context.marks);
    case 'footnoteReference':
      return <sup>[{node.label ?? node.identifier}]</sup>;
    case 'footnoteDefinition':
      return (
        <div className="md-footnote">
          <sup>[{node.label ?? node.identifier}]</sup> {inner()}
        </div>
      );
    case 'definition':
    case 'yaml':
      return null;
    default:
      return drawMarks(plainText(node), context.marks);
  }
}
