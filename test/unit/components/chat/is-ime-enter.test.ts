import { expect, it } from 'vitest';
import { isImeEnter } from '../../../../components/chat/is-ime-enter.ts';

it.each([
  ['a plain Enter', { isComposing: false, keyCode: 13 }, false, false],
  ['Enter in a composition', { isComposing: true, keyCode: 13 }, true, true],
  ['Enter that ends one, told by its key code only', { isComposing: false, keyCode: 229 }, false, true],
  ['Enter right after compositionend', { isComposing: false, keyCode: 13 }, true, true],
])('%s', (_, event, isComposing, expected) => {
  expect(isImeEnter(event, isComposing)).toBe(expected);
});
