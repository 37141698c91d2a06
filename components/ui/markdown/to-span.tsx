import type { ReactNode } from 'react';
import type { Highlighted } from './highlight-code';

/** Coloured code as React elements. */
export const toSpan = (node: Highlighted, key: number): ReactNode =>
  typeof node === 'string' ? (
    node
  ) : (
    <span key={key} className={node.className || undefined}>
      {node.children.map(toSpan)}
    </span>
  );
