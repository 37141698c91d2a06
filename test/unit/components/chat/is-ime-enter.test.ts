import { expect, it } from 'vitest';
import { isImeEnter } from '../../../../components/chat/is-ime-enter.ts';

it.each([
  ['a plain Enter', { isComposing: false, keyCode: 13 }, false],
  ['Enter in a composition', { isComposing: true, keyCode: 13 }, true],
  ['Enter that ends one, told by its key code only', { isComposing: false, keyCode: 229 }, true],
])('%s', (_, event, expected) => {
  expect(isImeEnter(event)).toBe(expected);
});
