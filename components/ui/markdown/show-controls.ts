/** Format characters, joiners, tags and variation selectors, but for the one that only asks for a coloured emoji. */
const unseen = /(?!\ufe0f)\p{Default_Ignorable_Code_Point}/gu;

/** Code with characters that reorder or hide text made visible, so that what is copied is what was seen. */
export function showControls(code: string): string {
  return code.replace(
    unseen,
    (sign) => `[U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`,
  );
}
