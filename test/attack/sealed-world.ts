import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorld, type World } from '../helpers/world.ts';
import { type ForeignTraffic, foreignTraffic } from './net-log.ts';

/** A world whose browser reaches nothing but this machine, and writes down whatever it tried. */
export interface SealedWorld extends World {
  /** The browser's own log: what any page, worker or content script has said to its console. */
  log(): string;
  /** Ends it. @returns what it tried elsewhere. */
  end(): Promise<ForeignTraffic[]>;
}

/** @param dir the packed build; the shipped one by default. */
export async function startSealedWorld(dir?: string): Promise<SealedWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'unabridged-attack-'));
  const netLog = join(folder, 'net.json');
  const said = join(folder, 'browser.log');
  const world = await startWorld({
    dir,
    grantHosts: ['http://*/*', 'https://*/*'],
    models: [{ id: 'obedient-model' }],
    args: [
      `--log-net-log=${netLog}`,
      '--net-log-capture-mode=IncludeSensitive',
      '--enable-logging',
      `--log-file=${said}`,
      // Names lead nowhere; that one was asked for is in the log.
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
      '--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication',
      '--disable-domain-reliability',
    ],
  });
  return {
    ...world,
    log: () => readFileSync(said, 'utf8'),
    async end() {
      await world.close();
      try {
        return foreignTraffic(netLog);
      } finally {
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
}
