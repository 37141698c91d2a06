import { afterAll, describe, expect, it } from 'vitest';
import { readCardFile, toCardPng } from '../../../../utils/roleplay/card-file.ts';
import { editCard, readCard } from '../../../../utils/roleplay/character-card.ts';
import { isPng, splitChunks } from '../../../../utils/roleplay/png-chunks.ts';
import { publicCards } from '../../../helpers/public-cards.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Paths of what differs between two values of JSON, a missing member among them. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (Object.is(a, b)) return [];
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b || Array.isArray(a) !== Array.isArray(b))
    return [path];
  const [one, other] = [a, b].map((value) => new Map(Object.entries(value)));
  return [...new Set([...one!.keys(), ...other!.keys()])].flatMap((key) =>
    one!.has(key) && other!.has(key)
      ? differences(one!.get(key), other!.get(key), `${path}.${key}`)
      : [`${path}.${key}`],
  );
}
/** Names in the order in which they stand, of every object. */
const order = (json: string) => {
  const names: string[] = [];
  JSON.parse(json, (key, value) => {
    names.push(key);
    return value;
  });
  return names;
};

it('are thirty, of both versions', () => {
  expect(publicCards.length).toBeGreaterThanOrEqual(30);
  expect(new Set(publicCards.map(({ json }) => json)).size).toBe(publicCards.length);
  for (const version of ['V2', 'V3'])
    expect(publicCards.filter(({ name }) => name.startsWith(version)).length).toBeGreaterThan(10);
});

describe.each(publicCards)('$name', ({ json, png }) => {
  it('comes in from JSON and goes out to the letter, also behind a byte order mark', () => {
    expect(readCardFile(bytes(json)).json).toBe(json);
    expect(readCardFile(bytes(`\ufeff${json}`)).json).toBe(json);
  });

  it('comes in from the picture of another program, goes out as one, and comes in again', () => {
    const card = readCardFile(png);
    expect(card.json).toBe(json);
    const again = readCardFile(toCardPng(card.json, card.portrait!));
    expect(again).toEqual(card);
    expect(differences(JSON.parse(again.json), JSON.parse(json))).toEqual([]);
    expect(order(again.json)).toEqual(order(json));
    // What else lay in the picture stays in it.
    const others = (file: Uint8Array<ArrayBuffer>) =>
      splitChunks(file)
        .map(({ body }) => Buffer.from(body).toString('latin1'))
        .filter((body) => !/^(?:chara|ccv3)\0/i.test(body));
    expect(isPng(card.portrait!)).toBe(true);
    expect(others(toCardPng(card.json, card.portrait!))).toEqual(others(png));
  });

  it('differs in what was edited, and in nothing else', () => {
    const before = readCard(json);
    const edited = editCard(json, {
      description: 'New: "\\ \u2028',
      nickname: before.nickname,
      alternateGreetings: [...before.alternateGreetings, '又一个'],
    });
    const root = JSON.parse(json) as { description?: string };
    expect(differences(JSON.parse(json), JSON.parse(edited)).sort()).toEqual(
      [
        '.data.description',
        before.alternateGreetings.length > 0 || 'alternate_greetings' in JSON.parse(json).data
          ? `.data.alternate_greetings.${before.alternateGreetings.length}`
          : '.data.alternate_greetings',
        ...(root.description === undefined ? [] : ['.description']),
      ].sort(),
    );
    expect(readCard(edited)).toEqual({
      ...before,
      description: 'New: "\\ \u2028',
      alternateGreetings: [...before.alternateGreetings, '又一个'],
    });
    expect(readCardFile(toCardPng(edited, png)).json).toBe(edited);
    // Numbers keep their digits.
    const digits = (text: string) => text.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/-?\d[\d.eE+-]*/g) ?? [];
    expect(digits(edited)).toEqual(digits(json));
  });
});

afterAll(() => {
  expect([{}, [], Object].map((one) => 'polluted' in one || 'admin' in one)).toEqual([false, false, false]);
});
