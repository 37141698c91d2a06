import { expect, it, vi } from 'vitest';

interface Rule {
  action: { type: string };
  condition: { regexFilter?: string };
}
const { rules } = vi.hoisted(() => ({ rules: [] as Rule[] }));
vi.mock('wxt/browser', () => ({
  browser: {
    runtime: { getURL: () => 'chrome-extension://own/' },
    declarativeNetRequest: {
      getSessionRules: () => Promise.resolve([]),
      updateSessionRules: ({ addRules }: { addRules: Rule[] }) => {
        rules.push(...addRules);
        return Promise.resolve();
      },
    },
  },
}));
const { guardPrivateAddresses } = await import('../../../../utils/browser/private-guard.ts');
await guardPrivateAddresses([]);

/** As the browser asks: by the address in the form that it is fetched in. */
const isBlocked = (address: string): boolean =>
  rules.some(
    ({ action, condition }) =>
      action.type === 'block' && new RegExp(condition.regexFilter!).test(new URL(address).href),
  );

it.each([
  'http://localhost/',
  'http://localhost./',
  'http://LOCALHOST.:8080/x',
  'http://a.localhost./',
  'http://router.local/',
  'http://router.local./',
  'http://intranet/',
  'http://intranet./',
  'http://127.0.0.1./',
  'http://2130706433/',
  'http://0x7f.1:8080/',
  'http://①②⑦.0.0.1/',
  'http://0/',
  'http://10.1.2.3/',
  'http://172.31.0.1/',
  'http://192.168.0.1/',
  'http://169.254.169.254/latest',
  'http://100.64.0.1/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'https://[fd00::1]:8443/',
])('has the browser block %s', (address) => {
  expect(isBlocked(address)).toBe(true);
});

it.each([
  'https://example.org/',
  'https://example.org./',
  'https://localhost.example.org/',
  'https://10.example.org/',
  'http://172.32.0.1/',
  'http://93.184.216.34/',
  'https://example.org/?from=http://localhost/',
])('leaves %s alone', (address) => {
  expect(isBlocked(address)).toBe(false);
});
