import { useMemo, useState } from 'react';
import { fillMacros } from '../../utils/prompt/fill-macros';
import { readCard } from '../../utils/roleplay/character-card';
import type { Character } from '../../utils/storage/database';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { SearchField } from '../ui/SearchField';
import { type CharacterActions, CharacterRow } from './CharacterRow';

/** More rows at once would make the panel wait. */
const rowsAtOnce = 100;

const summaryOf = ({ json }: Character): { summary: string; words: string } => {
  const { name, description, personality, tags } = readCard(json);
  const summary = fillMacros((description || personality).slice(0, 400), { char: name, user: '' })
    .replace(/^#+ .*$/gm, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 120);
  return { summary, words: [name, ...tags, description, personality].join(' ').toLowerCase() };
};

/** The library, searched by every word of name, tags and description. */
export function CharacterList({
  characters,
  ...actions
}: { characters: readonly Character[] } & CharacterActions) {
  const { t, number } = useTexts();
  const [wanted, setWanted] = useState('');
  const [limit, setLimit] = useState(rowsAtOnce);
  /** By id and change: the library comes anew from the database with every change of one card, and thousands are not parsed for it. */
  const [known] = useState(() => new Map<string, ReturnType<typeof summaryOf>>());
  const rows = useMemo(
    () =>
      characters.map((character) => {
        const key = `${character.id} ${character.updatedAt}`;
        const summary = known.get(key) ?? summaryOf(character);
        known.set(key, summary);
        return { character, ...summary };
      }),
    [characters, known],
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
        {found.slice(0, limit).map(({ character, summary }) => (
          <CharacterRow key={character.id} character={character} summary={summary} {...actions} />
        ))}
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
