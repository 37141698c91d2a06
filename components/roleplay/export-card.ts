import { toCardPng } from '../../utils/roleplay/card-file';
import type { Character } from '../../utils/storage/database';
import { plainPortrait } from './portrait-png';

/** Given back to the browser when a download has certainly begun. */
const keptMs = 60_000;

/** A name that every system takes for a file. */
const fileNameOf = (name: string): string =>
  name
    .replace(/[\p{Cc}\\/:*?"<>|]+/gu, ' ')
    .trim()
    .slice(0, 80) || 'character';

/** Saves a card among the user's downloads: its JSON to the letter, or in a PNG with the portrait. */
export async function exportCard(character: Character, format: 'json' | 'png'): Promise<void> {
  const { name, json, portrait } = character;
  const pngBody = async () => {
    const picture = await (portrait ?? (await plainPortrait(name))).arrayBuffer();
    return new Blob([toCardPng(json, new Uint8Array(picture))], { type: 'image/png' });
  };
  const body = format === 'json' ? new Blob([json], { type: 'application/json' }) : await pngBody();
  const url = URL.createObjectURL(body);
  const link = document.createElement('a');
  link.href = url;
  link.download = `${fileNameOf(name)}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), keptMs);
}
