import * as z from 'zod/mini';
import { AppError } from '../shared/app-error';

const text = z._default(z.string(), '');
const names = z.array(z.string());
const written = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('character'),
    name: z.string().check(z.minLength(1)),
    description: text,
    personality: text,
    scenario: text,
    firstMessage: text,
    sampleDialogue: text,
  }),
  z.object({ kind: z.literal('several'), names }),
  z.object({ kind: z.literal('entries'), names }),
  z.object({ kind: z.literal('none') }),
]);

/** What a model made of the sources: a card, the characters to choose from, or that there is none. */
export type WrittenCard = z.infer<typeof written>;

/** Models forget to escape the quotation marks of a citation inside of JSON. */
const escapeCitations = (json: string): string =>
  json.replace(
    /\[\[(\s*\d+\s*:\s*)\\?"((?:[^"\\\]]|\\.)*?)\\?"(\s*)\]\]/g,
    (_, number, quote, blank) => `[[${number}\\"${quote}\\"${blank}]]`,
  );

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return JSON.parse(escapeCitations(json));
  }
}

/**
 * Reads a model's reply to `writeCardRequest`, also between other words or in a code block.
 * @throws AppError `card-not-written` where it has none of the shapes that were asked for.
 */
export function readWrittenCard(reply: string): WrittenCard {
  try {
    return written.parse(parse(reply.slice(reply.indexOf('{'), reply.lastIndexOf('}') + 1)));
  } catch (error) {
    throw new AppError('card-not-written', {}, error);
  }
}

type WrittenField = 'name' | 'description' | 'personality' | 'scenario' | 'firstMessage' | 'sampleDialogue';
const field =
  /"(name|description|personality|scenario|firstMessage|sampleDialogue)"\s*:\s*"((?:[^"\\]|\\(?:u[\da-fA-F]{4}|[^u]))*)/g;

/** The fields of a card as far as they have come; the last one may end in the middle. */
export const writtenSoFar = (reply: string): { name: WrittenField; text: string }[] =>
  [...escapeCitations(reply).matchAll(field)].flatMap(([, name, escaped]) => {
    try {
      return [
        { name: name as WrittenField, text: JSON.parse(`"${escaped!.replace(/[\n\r\t]/g, ' ')}"`) as string },
      ];
    } catch {
      // An escape that JSON does not know: the whole reply will say so.
      return [];
    }
  });
