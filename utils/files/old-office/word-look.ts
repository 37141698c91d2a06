import { isUnseen } from '../docx/is-unseen';
import type { FormatRun } from './word-formats';

/** Codes of properties (MS-DOC 2.6). */
const codes = {
  inTable: 0x2416,
  hidden: 0x083c,
  deleted: 0x0800,
  size: 0x4a43,
  color: 0x6870,
  palette: 0x2a42,
};
/** Shades and highlights of letters and of paragraphs: whatever they say, it is not plain paper. */
const shades = [0x4866, 0xca71, 0x2a0c];
const paragraphShades = [0x442d, 0xc64d];
/** Number of white in the palette of old files. */
const paletteWhite = 8;
/** A switch says yes, or the opposite of what its style says. */
const isOn = (value: number | undefined): boolean => value === 1 || value === 0x81;

export type Sight = 'seen' | 'unseen' | 'deleted';

/**
 * Whether a reader sees a letter.
 * @param letter format of its run. @param paragraph of its paragraph. @param surface what is behind both, as isUnseen takes it.
 */
export function sightOf(
  letter: FormatRun | undefined,
  paragraph: FormatRun | undefined,
  surface: string,
): Sight {
  const properties = letter?.properties;
  if (!properties || properties.size === 0) return 'seen';
  if (properties.get(codes.deleted) === 1) return 'deleted';
  const rgb = properties.get(codes.color);
  const color =
    rgb !== undefined && rgb < 0x1000000
      ? [rgb & 255, (rgb >> 8) & 255, (rgb >> 16) & 255]
          .map((part) => part.toString(16).padStart(2, '0'))
          .join('')
      : properties.get(codes.palette) === paletteWhite
        ? 'ffffff'
        : undefined;
  const isPainted =
    paragraph?.properties.get(codes.inTable) === 1 ||
    shades.some((code) => properties.has(code)) ||
    paragraphShades.some((code) => paragraph?.properties.has(code));
  const look = {
    isVanished: isOn(properties.get(codes.hidden)),
    size: properties.get(codes.size),
    ...(color ? { color } : {}),
  };
  return isUnseen(look, isPainted ? 'painted' : surface) ? 'unseen' : 'seen';
}
