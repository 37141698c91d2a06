import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toFileName } from '../../../../utils/shared/file-name.ts';

it.each([
  ['灯塔：第一章', '灯塔：第一章'],
  ['a/b\\c: "d" <e>|f?*', 'a b c d e f'],
  ['..hidden', 'hidden'],
  ['Dr. Who.', 'Dr. Who'],
  ['CON', 'chat'],
  ['com1.txt', 'chat'],
  ['\u202etxt.exe', 'txt.exe'],
  [' \n ', 'chat'],
  ['', 'chat'],
  ['\ud800', 'chat'],
  ['x'.repeat(300), 'x'.repeat(80)],
])('makes of %j the name %j', (title, name) => expect(toFileName(title, 'chat')).toBe(name));

it('never leads to another folder, is never too long, and is never empty', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (title) => {
      const name = toFileName(title, 'chat');
      expect(name).toMatch(/^[^\\/:*?"<>|\p{Cc}]+$/u);
      expect(name).not.toMatch(/^[. ]|[. ]$/);
      expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(80 * 4);
    }),
  ));
