import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCardFile, toCardPng } from '../../../../utils/roleplay/card-file.ts';
import { cardLimits } from '../../../../utils/roleplay/card-limits.ts';
import { cardChunk, pngChunk, pngOf } from '../../../helpers/card-png.ts';
import { sampleCards } from '../../../helpers/cards.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const codeOf = (read: () => unknown): unknown => {
  try {
    read();
  } catch (error) {
    return (error as { code?: string }).code ?? error;
  }
  return undefined;
};
const v2 = sampleCards.V2!;
const portrait = pngOf();

describe.each(Object.entries(sampleCards))('%s', (name, json) => {
  it('comes out of a JSON file as it went in', () => {
    expect(readCardFile(bytes(json))).toEqual({ json });
  });

  it('comes out of the PNG of another program, and its picture without it', () => {
    const keyword = name.startsWith('V3') ? 'ccv3' : 'chara';
    expect(readCardFile(pngOf(cardChunk(keyword, json)))).toEqual({ json, portrait });
  });

  it('comes out of our own PNG as it went in, however often', () => {
    let card = readCardFile(toCardPng(json, portrait));
    card = readCardFile(toCardPng(card.json, card.portrait!));
    expect(card).toEqual({ json, portrait });
  });

  it('stands in a PNG under the names that other programs look for', () => {
    const png = Buffer.from(toCardPng(json, portrait)).toString('latin1');
    expect(png.split('tEXtchara\0')).toHaveLength(2);
    expect(png.split('tEXtccv3\0')).toHaveLength(name.startsWith('V3') ? 2 : 1);
  });
});

it('gives programs that know V2 only a V2 card with all that the V3 card has', () => {
  const json = sampleCards.V3!;
  const png = Buffer.from(toCardPng(json, portrait)).toString('latin1');
  const old = JSON.parse(Buffer.from(/tEXtchara\0([\w+/=]+)/.exec(png)![1]!, 'base64').toString());
  expect(old).toEqual({ ...JSON.parse(json), spec: 'chara_card_v2', spec_version: '2.0' });
});

it('takes V3 before V2, whatever stands first', () => {
  const file = pngOf(cardChunk('chara', v2), cardChunk('ccv3', sampleCards.V3!));
  expect(readCardFile(file).json).toBe(sampleCards.V3);
});

it('takes a card that stands twice in the same words', () => {
  expect(readCardFile(pngOf(cardChunk('Chara', v2), cardChunk('chara', v2))).json).toBe(v2);
});

it('keeps other texts of a picture, and pictures of any other chunks', () => {
  const comment = pngChunk('tEXt', 'Comment\0drawn by hand');
  expect(readCardFile(pngOf(comment, cardChunk('chara', v2))).portrait).toEqual(pngOf(comment));
});

const whole = pngOf(cardChunk('chara', v2));
const withLength = (length: number) => {
  const file = whole.slice();
  new DataView(file.buffer).setUint32(8, length);
  return file;
};

it.each<[string, () => Uint8Array<ArrayBuffer>, string]>([
  ['nothing', () => new Uint8Array(), 'card-broken'],
  ['no JSON', () => bytes('hello'), 'card-broken'],
  ['JSON that is cut off', () => bytes(v2.slice(0, -1)), 'card-broken'],
  ['text that is no UTF-8', () => Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d), 'card-broken'],
  ['a picture without a card', () => pngOf(), 'card-missing'],
  ['a list', () => bytes('[]'), 'card-missing'],
  ['null', () => bytes('null'), 'card-missing'],
  ['other JSON with a name', () => bytes('{"name":"left-pad","version":"1"}'), 'card-missing'],
  ['a card without a name', () => bytes('{"spec":"chara_card_v2","data":{}}'), 'card-missing'],
  [
    'a name that only the prototype has',
    () => bytes('{"__proto__":{"name":"x"},"first_mes":""}'),
    'card-missing',
  ],
  ['a wrong checksum', () => pngOf(pngChunk('tEXt', 'a\0b', 1), cardChunk('chara', v2)), 'card-broken'],
  ['a huge length', () => withLength(0xff_ff_ff_ff), 'card-broken'],
  ['a length past the end', () => withLength(whole.length), 'card-broken'],
  ['no end', () => whole.slice(0, -12), 'card-broken'],
  ['no base64', () => pngOf(pngChunk('tEXt', 'chara\0{"name"}')), 'card-broken'],
  ['base64 of what is no UTF-8', () => pngOf(pngChunk('tEXt', 'chara\0/////w==')), 'card-broken'],
  ['a JPEG', () => Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'card-broken'],
  [
    'two different cards',
    () => pngOf(cardChunk('chara', v2), cardChunk('chara', sampleCards.V1!)),
    'card-ambiguous',
  ],
  [
    'a card that is packed, which is not unpacked',
    () =>
      pngOf(
        pngChunk('zTXt', Buffer.concat([Buffer.from('chara\0\0'), deflateSync(Buffer.alloc(9_000_000))])),
      ),
    'card-missing',
  ],
  [
    'no end of nesting',
    () => bytes(`{"name":"x","first_mes":"","a":${'['.repeat(5000)}${']'.repeat(5000)}}`),
    'card-too-large',
  ],
  ['a file over the limit', () => new Uint8Array(cardLimits.fileBytes + 1), 'card-too-large'],
  [
    'a card over the limit',
    () => pngOf(pngChunk('tEXt', `chara\0${'A'.repeat(Math.ceil((cardLimits.jsonBytes * 4) / 3) + 4)}`)),
    'card-too-large',
  ],
  [
    'more chunks than a picture has',
    () => pngOf(...Array(cardLimits.chunks).fill(pngChunk('tEXt', 'a\0'))),
    'card-too-large',
  ],
])('refuses %s with a sentence', (_, file, code) => {
  const made = file();
  expect(codeOf(() => readCardFile(made))).toBe(code);
});

it('never ends with anything but a card or a sentence, wherever a file is damaged', () => {
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const damaged = whole.slice();
      damaged[at]! ^= flip;
      expect(codeOf(() => readCardFile(damaged))).toMatch(/^card-/);
      expect(codeOf(() => readCardFile(whole.slice(0, at)))).toMatch(/^card-/);
    }),
    { numRuns: 300 },
  );
});

it('keeps any JSON to the letter, also names that have a meaning in JavaScript', () => {
  const anyCard = fc.tuple(
    fc.string({ unit: 'binary' }),
    fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })),
  );
  fc.assert(
    fc.property(anyCard, fc.constantFrom('chara_card_v2', 'chara_card_v3'), ([name, extensions], spec) => {
      const json = JSON.stringify({ spec, data: { name, extensions, constructor: 1, toString: [] } });
      expect(readCardFile(toCardPng(json, portrait))).toEqual({ json, portrait });
    }),
  );
  expect(({} as { polluted?: true }).polluted).toBeUndefined();
});
