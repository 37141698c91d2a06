import type { Character } from '../../utils/storage/database';
import { Portrait } from '../roleplay/Portrait';

/** Who says what stands below. */
export function SpeakerLine({ speaker: { name, portrait } }: { speaker: Character }) {
  return (
    <p data-testid="speaker" className="flex items-center gap-2 text-[13px] font-medium">
      <Portrait name={name} picture={portrait} className="size-7 text-xs" />
      {name}
    </p>
  );
}
