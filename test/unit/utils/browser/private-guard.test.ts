import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { isPrivateAddress } from '../../../../utils/sources/private-address.ts';

vi.mock('wxt/browser', () => ({ browser: {} }));
const { privatePatterns } = await import('../../../../utils/browser/private-guard.ts');

/** As the browser sees an address that a server redirects to. */
const isGuarded = (address: string): boolean => {
  const { href } = new URL(address);
  return privatePatterns.some((pattern) => new RegExp(pattern, 'i').test(href));
};

it.each([
  'http://localhost./',
  'http://a.localhost.:8080/x',
  'http://printer./',
  'http://nas.local./',
  'http://router.home.arpa./',
  'http://user:word@127.0.0.1/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://0177.1/',
  'http://[::ffff:7f00:1]/',
  'http://LOCALHOST.:8080/x',
  'http://127.0.0.1./',
  'http://2130706433/',
  'http://①②⑦.0.0.1/',
  'http://0/',
  'http://169.254.169.254/latest',
  'https://[fd00::1]:8443/',
])('the browser is told to refuse %s', (address) => {
  expect(isGuarded(address)).toBe(true);
});

it.each([
  'https://example.org./',
  'https://localhost.example.org/',
  'https://10.example.org/',
  'http://172.32.0.1/',
  'https://example.org/?from=http://localhost/',
])('the browser leaves %s alone', (address) => {
  expect(isGuarded(address)).toBe(false);
});

it('the browser is told to refuse what a link may not lead to, and nothing else', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const part = fc.stringMatching(/^[a-z0-9]{1,6}$/);
  const end = fc.constantFrom(
    'localhost',
    'local',
    'internal',
    'lan',
    'home.arpa',
    'com',
    'org',
    'home',
    'dev',
  );
  const host = fc.oneof(
    fc.tuple(byte, byte, byte, byte).map((bytes) => bytes.join('.')),
    fc.integer({ min: 0, max: 0xffffffff }).map((number) => `0x${number.toString(16)}`),
    fc.tuple(part, end).map(([name, tail]) => `${name}.${tail}`),
    fc.tuple(part, end).map(([name, tail]) => `${name}.${tail}.`),
    end,
  );
  const address = fc
    .tuple(fc.constantFrom('http', 'https'), host, fc.constantFrom('', ':8080'), fc.constantFrom('/', '/a/b'))
    .map(([scheme, name, port, path]) => `${scheme}://${name}${port}${path}`)
    .filter((url) => URL.canParse(url));
  fc.assert(
    fc.property(address, (url) => {
      expect(isGuarded(url), url).toBe(isPrivateAddress(url));
    }),
    { numRuns: 20_000 },
  );
});
