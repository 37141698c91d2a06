import { useLayoutEffect, useRef, useState } from 'react';
import { katexOptions } from './katex-options';
import { loadOnce } from './load-once';

const withKatex = loadOnce(() => import('./katex'));

/** A formula. Its TeX is shown until KaTeX is loaded, while it is still being written, and where it is wrong. */
export function MathFormula({
  tex,
  isDisplay,
  isOpen,
}: {
  tex: string;
  isDisplay: boolean;
  isOpen: boolean;
}) {
  const place = useRef<HTMLSpanElement>(null);
  const [isDrawn, setIsDrawn] = useState(false);

  useLayoutEffect(() => {
    if (isOpen) return;
    let isCurrent = true;
    withKatex(({ katex }) => {
      if (!isCurrent || !place.current) return;
      try {
        // Builds DOM nodes; no markup string comes into it.
        katex.render(tex, place.current, { ...katexOptions, displayMode: isDisplay });
        setIsDrawn(true);
      } catch {
        // Nested too deep for it: the TeX stays.
        place.current.replaceChildren();
      }
    });
    return () => {
      isCurrent = false;
    };
  }, [tex, isDisplay, isOpen]);

  return (
    <span className={isDisplay ? 'md-math-display' : 'md-math'}>
      {!isDrawn && <code>{tex}</code>}
      <span ref={place} />
    </span>
  );
}
