import { useEffect, useRef, useState } from 'react';

/** Limits on what a formula may blow up to; `trust: false` refuses links, images and raw HTML in TeX. */
const katexOptions = {
  trust: false,
  throwOnError: false,
  strict: 'ignore' as const,
  maxExpand: 500,
  maxSize: 20,
};

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

  useEffect(() => {
    if (isOpen) return;
    let isCurrent = true;
    void import('./katex').then(({ katex }) => {
      if (!isCurrent || !place.current) return;
      // Builds DOM nodes; no markup string comes into it.
      katex.render(tex, place.current, { ...katexOptions, displayMode: isDisplay });
      setIsDrawn(true);
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
