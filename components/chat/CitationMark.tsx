import { HoverCard } from 'radix-ui';
import { useContext } from 'react';
import { CitationCard } from './CitationCard';
import { CitationNumber } from './CitationNumber';
import { CitationScope, CitedTextContext } from './use-citations';

/** A citation in an answer: its number, what was found of it, and the way to its passage. */
export function CitationMark({ index }: { index: number }) {
  const { onShow } = useContext(CitationScope);
  const citation = useContext(CitedTextContext)[index];
  if (!citation) return null;
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
}
