import type { LoreEntry } from '../prompt/lore';
import { AppError } from '../shared/app-error';
import { isObject } from './card-json';

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string' && one !== '') : [];

/** V3 has lines that begin with `@@` say how an entry is used; they are for programs, and none of them is known here. */
const withoutDecorators = (content: string): string => content.replace(/^(?:@@[^\n]*(?:\n|$))+/, '');

/**
 * A card's lore in its order of insertion; entries that are switched off are left out, as their author wants. Patterns
 * (`use_regex`) are never run, since one of them can stand still for ever: such an entry counts as constant, so that nothing is missing.
 * @throws AppError `card-broken` where it is no lorebook.
 */
export function readLorebook(book: unknown): LoreEntry[] {
  if (book === undefined || book === null) return [];
  if (!isObject(book)) throw new AppError('card-broken', { part: 'character_book' });
  // Worlds of SillyTavern keep entries in an object.
  const entries = isObject(book.entries) ? Object.values(book.entries) : (book.entries ?? []);
  if (!Array.isArray(entries)) throw new AppError('card-broken', { part: 'character_book' });
  return entries
    .map((entry, index) => {
      if (!isObject(entry) || typeof entry.content !== 'string')
        throw new AppError('card-broken', { part: `character_book ${index + 1}` });
      const { insertion_order: order } = entry;
      return { entry, content: entry.content, order: typeof order === 'number' ? order : index };
    })
    .filter(({ entry, content }) => entry.enabled !== false && content.trim() !== '')
    .sort((a, b) => a.order - b.order)
    .map(({ entry, content }) => ({
      content: withoutDecorators(content),
      keys: textsOf(entry.keys),
      secondaryKeys: entry.selective === true ? textsOf(entry.secondary_keys) : [],
      isConstant: entry.constant === true || entry.use_regex === true,
      isCaseSensitive: entry.case_sensitive === true,
    }));
}
