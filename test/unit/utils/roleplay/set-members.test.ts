import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setMembers } from '../../../../utils/roleplay/set-members.ts';

describe('setMembers', () => {
  it.each([
    ['{"a":1}', { a: 2 }, '{"a":2}'],
    ['{}', { a: 1, b: 'x' }, '{"a":1,"b":"x"}'],
    [' { "a" : [1, {"b": "}"}] , "c":1.0 }\n', { a: 'n' }, ' { "a" : "n" , "c":1.0 }\n'],
    ['{"a":1,"b":2}', { b: 3, a: 4, c: 5 }, '{"a":4,"b":3,"c":5}'],
    ['{"a":1,"a":2}', { a: 3 }, '{"a":1,"a":3}'],
    [
      '{"n":12345678901234567890,"f":1.50,"2":0,"1":0}',
      { f: 2 },
      '{"n":12345678901234567890,"f":2,"2":0,"1":0}',
    ],
    ['{"\\u0061":"\\\\\\"","b":null}', { a: '"' }, '{"\\u0061":"\\"","b":null}'],
    ['{"__proto__":{"x":1}}', { a: 1 }, '{"__proto__":{"x":1},"a":1}'],
  ])('of %s sets %j', (json, values, expected) => {
    expect(setMembers(json, [], values)).toBe(expected);
  });

  it('finds an object inside of others', () => {
    const json = '{"a":"data","data":{"x":{"y":"z"},"s":"{"}, "b":-1e-7}';
    expect(setMembers(json, ['data', 'x'], { y: 1 })).toBe(json.replace('"z"', '1'));
  });

  it('changes what it should and nothing else in any JSON', () => {
    const key = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(
        fc.dictionary(key, fc.jsonValue()),
        key,
        fc.jsonValue(),
        fc.nat(4),
        (object, name, value, space) => {
          const set = (one: object) =>
            Object.fromEntries([...Object.entries(one).filter(([known]) => known !== name), [name, value]]);
          const edited = JSON.parse(
            setMembers(JSON.stringify(object, null, space), [], Object.fromEntries([[name, value]])),
          );
          const expected = JSON.parse(JSON.stringify(set(object)));
          expect(edited).toEqual(expected);
        },
      ),
    );
  });
});
