const keyShapes = /\b(?:sk|pk|key|gsk|xai|AIza)[-_A-Za-z0-9*]{12,}|Bearer\s+\S+/g;

/**
 * What a server said, fit to be shown and stored: on one line, at most 300 characters, without the key or anything of a key's shape.
 * @param words what is not a sentence is nothing.
 * @param secrets strings that must not appear, e.g. the endpoint's key; empty ones are ignored.
 */
export function scrub(words: unknown, secrets: readonly string[] = []): string {
  // A server may send anything in the place of a sentence, and of any length.
  let text = typeof words === 'string' ? words.slice(0, 10_000) : '';
  for (const secret of secrets) if (secret.length > 3) text = text.split(secret).join('•••');
  return text.replace(keyShapes, '•••').replace(/\s+/g, ' ').trim().slice(0, 300);
}
