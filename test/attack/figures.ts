import type { FileFindings } from './hostile-files.ts';
import type { PageFindings } from './hostile-pages.ts';
import type { ForeignTraffic } from './net-log.ts';
import type { Finding } from './witness.ts';

/** What a run writes with `--json`. */
export interface Figures {
  /** Tried. */
  payloads: number;
  pages: number;
  files: number;
  /** Scripts that ran, and markup that could have run or loaded something; elements over the panel's own controls. */
  scripts: number;
  foreignRequests: number;
  navigations: number;
  storageChanges: number;
  hiddenUnmarked: number;
  controlsHarmed: number;
  seededFaults: number;
  seededFaultsCaught: number;
}

/** What a run has found. */
export interface Outcome {
  payloads: number;
  pages: PageFindings | undefined;
  files: FileFindings | undefined;
  findings: readonly Finding[];
  foreign: readonly ForeignTraffic[];
  storageChanges: readonly string[];
  /** What the checks without a set have found, see ownChecks. */
  checks: readonly string[];
  /** Errors of the panel that nobody caught. */
  panelErrors: readonly string[];
  seededFaults: number;
  seededFaultsCaught: number;
}

/** The one place where a run's figures are put together. */
export function toFigures(outcome: Outcome): Figures {
  const { payloads, pages, files, findings, foreign, storageChanges } = outcome;
  const navigations = findings.filter(({ kind }) => kind === 'navigation').length;
  return {
    payloads,
    pages: pages?.pages ?? 0,
    files: files?.files ?? 0,
    scripts: findings.length - navigations,
    foreignRequests: foreign.length,
    navigations,
    storageChanges: storageChanges.length,
    hiddenUnmarked: (pages?.hiddenUnmarked.length ?? 0) + (files?.hiddenUnmarked.length ?? 0),
    controlsHarmed: (pages?.controlsHarmed.length ?? 0) + (files?.controlsHarmed.length ?? 0),
    seededFaults: outcome.seededFaults,
    seededFaultsCaught: outcome.seededFaultsCaught,
  };
}

/** Everything found, a sentence each: none is to be. */
export const faultsOf = ({ pages, files, ...outcome }: Outcome): string[] => [
  ...outcome.foreign.map(({ kind, to }) => `${kind}: ${to}`),
  ...outcome.findings.map(({ kind, place, said }) => `${kind} in ${place}: ${said}`),
  ...outcome.storageChanges.map((said) => `storage has changed: ${said}`),
  ...[pages, files].flatMap((found) =>
    found
      ? (['leaks', 'hiddenUnmarked', 'controlsHarmed'] as const).flatMap((name) =>
          found[name].map((said) => `${name}: ${said}`),
        )
      : [],
  ),
  ...outcome.checks,
  ...(files?.slow ?? []).map((said) => `slow: ${said}`),
  ...(files?.unusable ?? []).map((said) => `the panel is of no use after ${said}`),
  ...[...new Set(outcome.panelErrors)].map((said) => `an error of the panel: ${said.slice(0, 300)}`),
  ...(outcome.seededFaults > outcome.seededFaultsCaught ? ['a seeded fault was not noticed'] : []),
];
