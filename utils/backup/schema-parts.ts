import * as z from 'zod/mini';
import { errorCodes } from '../shared/app-error';

type SameKeys<One, Other> = [keyof One] extends [keyof Other]
  ? [keyof Other] extends [keyof One]
    ? true
    : false
  : false;
type Same<One, Other> =
  SameKeys<One, Other> extends true
    ? [One] extends [Other]
      ? [Other] extends [One]
        ? true
        : false
      : false
    : false;

/**
 * A schema that is held to a type of ours: a field that is added to the type and not to its schema is an error of the compiler, and so
 * never left out of a restore in silence.
 */
export const exactly =
  <T>() =>
  <S extends z.ZodMiniType>(
    schema: S & (Same<z.infer<S>, T> extends true ? unknown : never),
  ): z.ZodMiniType<T> =>
    schema as unknown as z.ZodMiniType<T>;

const upTo = (length: number) => z.string().check(z.maxLength(length));

/** Keys of our records: random ones, and names made of them. No object's own inherited name is among them. */
export const id = z.string().check(z.regex(/^[\p{L}\p{N}][\p{L}\p{N} ._:-]{0,199}$/u));
export const ids = z.array(id).check(z.maxLength(100_000));
export const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** Names, titles, addresses. */
export const words = upTo(1_000_000);
/** As long as the longest source. */
export const longText = upTo(64_000_000);
/** The year 2100: no file puts a chat above all others for good, nor the times of what is written after it out of every calendar. */
const latest = 4_102_444_800_000;
/** Milliseconds since 1970; a later date is that one. */
export const time = z.pipe(
  z.number().check(z.gte(0), z.lte(8.64e15)),
  z.transform((date) => Math.min(date, latest)),
);
export const amount = z.number().check(z.gte(0), z.lte(1e15));
export const count = z.int().check(z.gte(0));

const openable = new Set(['http:', 'https:', 'file:']);
/** An address that a click may lead to, or nothing: no other scheme comes out of a file. */
export const address = z.pipe(
  words,
  z.transform((url) => (URL.canParse(url) && openable.has(new URL(url).protocol) ? url : '')),
);
/** An address that is fetched. */
export const webAddress = words.check(z.regex(/^https?:\/\//i));

export const choice = z.object({ endpointId: words, model: words });

export const errorRecord = z.object({
  // A newer version may know other failures.
  code: z.catch(z.enum(errorCodes), 'unexpected'),
  facts: z.object({
    host: z.optional(words),
    status: z.optional(amount),
    said: z.optional(words),
    retryAfterMs: z.optional(amount),
    kind: z.optional(words),
    limit: z.optional(z.enum(['bytes', 'characters', 'entries', 'depth', 'pages', 'seconds'])),
    part: z.optional(words),
    model: z.optional(words),
    tokenCount: z.optional(amount),
    windowTokens: z.optional(amount),
  }),
});
