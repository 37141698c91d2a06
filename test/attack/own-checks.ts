import type { Page } from 'puppeteer';
import { linkedReads } from './linked-reads.ts';
import { pageProbes } from './page-probes.ts';
import { policyWall } from './policy-wall.ts';
import type { SealedWorld } from './sealed-world.ts';
import { StrangersWorld } from './strangers/strangers-world.ts';

export type OwnCheck = 'policy' | 'links' | 'strangers' | 'probes';

/** Each in a few messages; with many: `npm run attack:messages`. @returns what they were told, and what came of it. */
async function strangers(world: SealedWorld, panel: Page): Promise<string[]> {
  const all = await StrangersWorld.in(world, panel);
  const { reads, requests, changes } = await all.listen(500, 11);
  await all.leave();
  return [
    ...reads,
    ...requests.map((path) => `${path} was asked for`),
    ...changes.map((name) => `${name} is not as it was`),
  ];
}

/** What needs no set of hostile things: the policy of each page, what links are read with, messages of strangers, and what pages can find out. */
const checks: Record<OwnCheck, (world: SealedWorld, panel: Page) => Promise<string[]>> = {
  policy: ({ extension }) => policyWall(extension.openPage, 20_000),
  links: linkedReads,
  probes: pageProbes,
  strangers,
};

/** Makes those checks that are asked for. @returns what they found, a line each. */
export async function ownChecks(
  world: SealedWorld,
  panel: Page,
  isAsked: (check: OwnCheck) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  for (const [name, check] of Object.entries(checks))
    if (isAsked(name as OwnCheck))
      found.push(...(await check(world, panel)).map((said) => `${name}: ${said}`));
  return found;
}
