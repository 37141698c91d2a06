import { expect, it, vi } from 'vitest';

vi.mock('wxt/browser', () => ({ browser: {} }));
const { isOwnPage, isOwnScript } = await import('../../../../utils/browser/messages.ts');

const origin = 'chrome-extension://abcdefgh/';

const own = { id: 'own', url: `${origin}sidepanel.html`, origin: origin.slice(0, -1) };

it.each([
  ['the panel', own, true],
  ['a content script', { id: 'own', url: 'https://evil.test/', origin: 'https://evil.test' }, false],
  [
    'a content script of a page that names us',
    { id: 'own', url: `https://evil.test/?${origin}`, origin: 'https://evil.test' },
    false,
  ],
  ['a page’s process that makes up an address', { ...own, origin: 'https://evil.test' }, false],
  ['a page’s process that hides its origin', { id: 'own', url: own.url }, false],
  ['a sandboxed page', { ...own, origin: 'null' }, false],
  ['another extension', { id: 'other', url: 'chrome-extension://other/page.html' }, false],
  ['another extension with our address', { ...own, id: 'other' }, false],
  ['an extension whose id begins with ours', { ...own, url: 'chrome-extension://abcdefghi/' }, false],
  ['nobody', { id: 'own' }, false],
  ['not an address', { ...own, url: 'x' }, false],
])('is or is not a page of ours: %s', (_, sender, expected) => {
  expect(isOwnPage(sender, 'own', origin)).toBe(expected);
});

it.each([
  ['a script of ours in the tab', { id: 'own', tab: { id: 7 }, frameId: 3 }, true],
  ['one in another tab', { id: 'own', tab: { id: 8 }, frameId: 3 }, false],
  ['a page of ours that is in no tab', { id: 'own' }, false],
  ['another extension', { id: 'other', tab: { id: 7 }, frameId: 3 }, false],
])('is or is not a script of ours: %s', (_, sender, expected) => {
  expect(isOwnScript(sender, 'own', 7)).toBe(expected);
});
