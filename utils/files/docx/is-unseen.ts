import { looksAlike } from '../looks-alike';
import type { TextLook } from './read-styles';

/** Letters up to this size are specks (half points). */
const speckSize = 4;

const isColor = (text: string | undefined): text is string => /^[\da-f]{6}$/i.test(text ?? '');

/**
 * Whether a run of text is there for other eyes than the reader's: hidden, as small as a speck, or in the colour of what is behind it.
 * @param behind the colour of the cell or shape around it; `painted` where it is not known, so that nothing is left out for it.
 */
export function isUnseen(look: TextLook, behind: string): boolean {
  if (look.isVanished) return true;
  if (look.size !== undefined && look.size <= speckSize) return true;
  const background = look.background ?? behind;
  return isColor(look.color) && isColor(background) && looksAlike(look.color, background);
}
