// biome-ignore lint/suspicious/noMisleadingCharacterClass: single code points are what is looked for.
const unseen = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}\u{e0100}-\u{e01ef}]/gu;

/** Code with characters that reorder or hide text made visible, so that what is copied is what was seen. */
export function showControls(code: string): string {
  return code.replace(unseen, (sign) => `[U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`);
}
