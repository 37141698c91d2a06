import type { SnippetPart } from '../../../utils/messages/snippet-of';

/** Text with the words that were searched marked in it. */
export const MarkedText = ({ parts }: { parts: readonly SnippetPart[] }) =>
  parts.map(({ text, isMatch }, index) =>
    isMatch ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, which is replaced as a whole.
      <mark key={index} className="rounded-[3px] bg-accent-soft font-medium text-accent">
        {text}
      </mark>
    ) : (
      text
    ),
  );
