import { Check, Copy } from 'lucide-react';
import { useLayoutEffect, useState } from 'react';
import { type Highlighted, highlightCode } from './highlight-code';
import { useMarkdownLabels } from './markdown-labels';
import { showControls } from './show-controls';
import { toSpan } from './to-span';

/** A code block with its language and a copy button; coloured once it is closed. */
export function CodeBlock({
  code: raw,
  language,
  isOpen,
}: {
  code: string;
  language: string;
  isOpen: boolean;
}) {
  const labels = useMarkdownLabels();
  const code = showControls(raw);
  const [highlighted, setHighlighted] = useState<Highlighted[] | null>(null);
  const [isCopied, setIsCopied] = useState(false);

  useLayoutEffect(() => {
    if (isOpen) return;
    let isCurrent = true;
    highlightCode(code, language, (tree) => isCurrent && setHighlighted(tree));
    return () => {
      isCurrent = false;
    };
  }, [code, language, isOpen]);

  const copy = async () => {
    await navigator.clipboard.writeText(code);
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), 1500);
  };
  const Icon = isCopied ? Check : Copy;
  return (
    <div className="md-code" dir="ltr">
      <div className="md-code-head">
        <span>{language}</span>
        <button
          type="button"
          aria-label={isCopied ? labels.copied : labels.copy}
          title={isCopied ? labels.copied : labels.copy}
          onClick={() => void copy()}
        >
          <Icon aria-hidden size={14} />
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
      <pre tabIndex={0}>
        <code>{highlighted && !isOpen ? highlighted.map(toSpan) : code}</code>
      </pre>
    </div>
  );
}
