import { expect, it, vi } from 'vitest';

vi.mock('wxt/browser', () => ({ browser: {} }));
const { isOwnPage } = await import('../../../../utils/browser/messages.ts');

const origin = 'chrome-extension://abcdefgh/';

it.each([
  ['the panel', { id: 'own', url: `${origin}sidepanel.html` }, true],
  ['a content script', { id: 'own', url: 'https://evil.test/' }, false],
  ['a content script of a page that names us', { id: 'own', url: `https://evil.test/?${origin}` }, false],
  ['another extension', { id: 'other', url: 'chrome-extension://other/page.html' }, false],
  ['another extension with our address', { id: 'other', url: `${origin}sidepanel.html` }, false],
  ['nobody', { id: 'own' }, false],
  ['not an address', { id: 'own', url: 'x' }, false],
])('%s', (_, sender, expected) => {
  expect(isOwnPage(sender, 'own', origin)).toBe(expected);
});
