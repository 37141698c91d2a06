/** Gives a field's value itself where it is as it should be, and what is nearest to it where it is not. */
export type Mend<T = unknown> = (value: unknown) => T;
/** What each field that is relied on must be; others are left as they are: a newer version may have written them. */
export type Fields = Readonly<Record<string, Mend>>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Anything as text that a person can read. */
function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  try {
    return JSON.stringify(value, undefined, 1) ?? String(value);
  } catch {
    return String(value);
  }
}

/** Words to be shown: of another kind, they are what that says. */
export const words: Mend<string> = asText;
/** A key, a hash, an address: another kind of value is none. */
export const exact: Mend<string> = (value) => (typeof value === 'string' ? value : '');
export const exactOrNull: Mend<string | null> = (value) => (typeof value === 'string' ? value : null);
export const amount =
  (fallback: number): Mend<number> =>
  (value) =>
    typeof value === 'number' && Number.isFinite(value) ? value : fallback;
export const oneOf =
  <T>(known: readonly T[], fallback: T): Mend<T> =>
  (value) =>
    known.includes(value as T) ? (value as T) : fallback;
export const ids: Mend<string[]> = (value) => {
  if (!Array.isArray(value)) return [];
  return value.every((one) => typeof one === 'string')
    ? value
    : value.filter((one) => typeof one === 'string');
};
/** A field that may be absent. */
export const maybe =
  (mend: Mend): Mend =>
  (value) =>
    value === undefined ? undefined : mend(value);

/** A record within another, with these fields; absent where it is no record. */
export const part =
  (fields: Fields): Mend<object | undefined> =>
  (value) =>
    isObject(value) ? mendFields(value, fields) : undefined;
/** A field that is left out where it is not of this kind. */
export const only =
  <T>(isRight: (value: unknown) => value is T): Mend<T | undefined> =>
  (value) =>
    isRight(value) ? value : undefined;
export const listOf =
  <T>(isRight: (value: unknown) => value is T): Mend<T[]> =>
  (value) => {
    if (!Array.isArray(value)) return [];
    return value.every(isRight) ? value : value.filter(isRight);
  };

/** @returns the record itself where all its fields are right: ten thousand of them cost next to nothing. */
export function mendFields<T extends Record<string, unknown>>(record: T, fields: Fields): T {
  let mended: Record<string, unknown> | undefined;
  for (const name in fields) {
    const value = record[name];
    const right = fields[name]!(value);
    if (right === value) continue;
    mended ??= { ...record };
    if (right === undefined) delete mended[name];
    else mended[name] = right;
  }
  return (mended as T | undefined) ?? record;
}
