import { browser } from 'wxt/browser';

/** Hosts of the user's own machine and network, as they stand in an address (see isPrivateAddress for the whole list). */
const privateHosts = [
  '(?:[^/]*\\.)?(?:localhost|local|internal|intranet|lan|home|corp|private|home\\.arpa)\\.?',
  '(?:0|10|127)\\.[0-9.]+',
  '169\\.254\\.[0-9.]+',
  '192\\.168\\.[0-9.]+',
  '192\\.0\\.[02]\\.[0-9]+',
  '172\\.(?:1[6-9]|2[0-9]|3[01])\\.[0-9.]+',
  '100\\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\.[0-9.]+',
  '198\\.1[89]\\.[0-9.]+',
  '(?:198\\.51\\.100|203\\.0\\.113)\\.[0-9]+',
  '2(?:2[4-9]|[345][0-9])\\.[0-9.]+',
  '\\[[^/]*',
  '[^./:\\[]+\\.?',
];

/** What the browser itself refuses, as rules' patterns take it: RE2, on the address as URLs write it. */
export const privatePatterns: readonly string[] = privateHosts.map(
  (host) => `^https?://(?:[^/@]*@)?${host}(?::[0-9]+)?/`,
);

const blockId = (index: number): number => index + 1;
const firstAllowId = 100;

/**
 * Makes the browser itself refuse every GET of the extension into the user's machine or network, redirects included: a page's
 * server could send a fetch there, and only the browser sees that in time. Questions to a local model are POST and stay free.
 * Until the browser is closed.
 * @param allowed addresses that stay free, each with all below it: where the user's own page is, and lists of local models.
 */
export async function guardPrivateAddresses(allowed: readonly string[]): Promise<void> {
  const { declarativeNetRequest, runtime } = browser;
  const condition = {
    initiatorDomains: [new URL(runtime.getURL('/')).hostname],
    requestMethods: ['get' as const],
    resourceTypes: ['xmlhttprequest' as const, 'other' as const],
  };
  const known = await declarativeNetRequest.getSessionRules();
  await declarativeNetRequest.updateSessionRules({
    removeRuleIds: known.map(({ id }) => id),
    addRules: [
      ...privatePatterns.map((regexFilter, index) => ({
        id: blockId(index),
        priority: 1,
        action: { type: 'block' as const },
        condition: { ...condition, regexFilter },
      })),
      ...[...new Set(allowed)].map((prefix, index) => ({
        id: firstAllowId + index,
        priority: 2,
        action: { type: 'allow' as const },
        condition: { ...condition, urlFilter: `|${prefix}` },
      })),
    ],
  });
}
