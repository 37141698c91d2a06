import { toCardPng } from '../../utils/roleplay/card-file';
import { toFileName } from '../../utils/shared/file-name';
import type { Character } from '../../utils/storage/database';
import { saveFile } from '../ui/save-file';
import { plainPortrait } from './portrait-png';

/** Saves a card among the user's downloads: its JSON to the letter, or in a PNG with the portrait. */
export async function exportCard(character: Character, format: 'json' | 'png'): Promise<void> {
  const { name, json, portrait } = character;
  const pngBody = async () => {
    const picture = await (portrait ?? (await plainPortrait(name))).arrayBuffer();
    return new Blob([toCardPng(json, new Uint8Array(picture))], { type: 'image/png' });
  };
  const body = format === 'json' ? new Blob([json], { type: 'application/json' }) : await pngBody();
  saveFile(body, `${toFileName(name, 'character')}.${format}`);
}
