import { useMemo, useState } from 'react';
import { fillMacros } from '../../utils/prompt/fill-macros';
import { type CharacterCard, readCard } from '../../utils/roleplay/character-card';
import type { Character } from '../../utils/storage/database';
import { Button } from '../ui/Button';
import { DamagedRecord } from '../ui/DamagedRecord';
import { useTexts } from '../ui/i18n';
import { SearchField } from '../ui/SearchField';
import { type CharacterActions, CharacterRow } from './CharacterRow';

/** More rows at once would make the panel wait. */
const rowsAtOnce = 100;

interface Summary {
  /** Absent where the card cannot be read. */
  summary?: string;
  /** What is searched. */
  words: string;
}

/** A card that has not changed is the same object after every change of the library: thousands are parsed once. */
const summaries = new WeakMap<Character, Summary>();

/** One card that is damaged hides none of the others. */
function cardOf({ json }: Character): CharacterCard | undefined {
  try {
    return readCard(json);
  } catch {
    return undefined;
  }
}

function summaryOf(character: Character): Summary {
  const known = summaries.get(character);
  if (known) return known;
  const card = cardOf(character);
  if (!card) return { words: character.name.toLowerCase() };
  const { name, description, personality, tags } = card;
  const summary = fillMacros((description || personality).slice(0, 400), { char: name, user: '' })
    .replace(/^#+ .*$/gm, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 120);
  const made = { summary, words: [name, ...tags, description, personality].join(' ').toLowerCase() };
  summaries.set(character, made);
  return made;
}

/** The library, searched by every word of name, tags and description. */
export function CharacterList({
  characters,
  ...actions
}: { characters: readonly Character[] } & CharacterActions) {
  const { t, number } = useTexts();
  const [wanted, setWanted] = useState('');
  const [limit, setLimit] = useState(rowsAtOnce);
  const rows = useMemo(
    () => characters.map((character) => ({ character, ...summaryOf(character) })),
    [characters],
  );
  const found = rows.filter(({ words }) =>
    wanted
      .toLowerCase()
      .split(/\s+/)
      .every((word) => words.includes(word)),
  );
  return (
    <>
      {characters.length > 0 && (
        <SearchField
          data-testid="character-search"
          className="mb-2"
          value={wanted}
          label={t('characters.search')}
          onChange={setWanted}
        />
      )}
      <ul className="thin-scroll -mx-1 min-h-0 flex-1 overflow-y-auto px-1">
        {found.slice(0, limit).map(({ character, summary }) =>
          summary === undefined ? (
            <li key={character.id} className="py-1">
              <DamagedRecord
                what="character"
                id={character.id}
                salvaged={character.name}
                onDelete={() => actions.onDelete(character)}
              />
            </li>
          ) : (
            <CharacterRow key={character.id} character={character} summary={summary} {...actions} />
          ),
        )}
      </ul>
      {found.length > limit && (
        <Button look="quiet" onClick={() => setLimit(limit * 4)}>
          {t('picker.more', { count: number(found.length - limit) })}
        </Button>
      )}
      {found.length === 0 && (
        <p className="px-1.5 py-6 text-center text-[13px] text-muted">
          {characters.length === 0 ? t('characters.empty') : t('picker.nothing')}
        </p>
      )}
    </>
  );
}
