import { HoverCard } from 'radix-ui';
import { memo, useContext } from 'react';
import { CitationCard } from './CitationCard';
import { CitationNumber } from './CitationNumber';
import type { CheckedCitation } from './check-citations';
import { CitationScope, type CitationScopeValue, CitedTextContext } from './use-citations';

/** A citation in an answer: its number, what was found of it, and the way to its passage. */
export function CitationMark({ index }: { index: number }) {
  const { onShow } = useContext(CitationScope);
  const citation = useContext(CitedTextContext)[index];
  return citation ? <Mark citation={citation} onShow={onShow} /> : null;
}

interface MarkProps extends Pick<CitationScopeValue, 'onShow'> {
  citation: CheckedCitation;
}

const isSame = (before: MarkProps, now: MarkProps): boolean =>
  before.onShow === now.onShow &&
  (['label', 'number', 'quote', 'source', 'report'] as const).every(
    (name) => before.citation[name] === now.citation[name],
  );

/** Drawn anew where something of it is new: of an answer that grows, all citations are told anew with each word. */
const Mark = memo(function Mark({ citation, onShow }: MarkProps) {
  return (
    <HoverCard.Root openDelay={200} closeDelay={120}>
      <HoverCard.Trigger asChild>
        <CitationNumber data-testid="citation" citation={citation} onClick={() => onShow(citation)} />
      </HoverCard.Trigger>
      <HoverCard.Portal>
        <HoverCard.Content
          side="top"
          sideOffset={6}
          collisionPadding={12}
          data-testid="citation-card"
          className="z-20 w-[min(340px,calc(100vw-24px))] rounded-xl border border-line bg-page p-3 text-[13px] shadow-raised"
        >
          <CitationCard citation={citation} />
        </HoverCard.Content>
      </HoverCard.Portal>
    </HoverCard.Root>
  );
}, isSame);
