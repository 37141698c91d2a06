import { readCardFile } from '../../utils/roleplay/card-file';
import { cardLimits } from '../../utils/roleplay/card-limits';
import { readCard } from '../../utils/roleplay/character-card';
import { AppError, type ErrorRecord, toAppError } from '../../utils/shared/app-error';
import { addCharacter, loadCharacters } from '../../utils/storage/characters';
import type { Character } from '../../utils/storage/database';

export interface Imported {
  characters: Character[];
  /** Files that were no cards, each with what stood against it. */
  failures: { fileName: string; error: ErrorRecord }[];
}

async function importCard(file: File, known: Map<string, Character>): Promise<Character> {
  // Before it is in memory.
  if (file.size > cardLimits.fileBytes) throw new AppError('card-too-large');
  const { json, portrait } = readCardFile(new Uint8Array(await file.arrayBuffer()));
  const { name } = readCard(json);
  const picture = portrait && new Blob([portrait], { type: 'image/png' });
  const character =
    known.get(json) ??
    (await addCharacter({ name, json, sourceIds: [], ...(picture ? { portrait: picture } : {}) }));
  known.set(json, character);
  return character;
}

/** Adds the cards in files to the library, one after the other; the same card is there once. */
export async function importCards(files: Iterable<File>): Promise<Imported> {
  const imported: Imported = { characters: [], failures: [] };
  const known = new Map((await loadCharacters()).map((character) => [character.json, character]));
  for (const file of files) {
    try {
      imported.characters.push(await importCard(file, known));
    } catch (error) {
      imported.failures.push({ fileName: file.name, error: toAppError(error).toRecord() });
    }
  }
  return imported;
}
