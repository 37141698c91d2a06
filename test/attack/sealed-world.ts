import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorld, type World } from '../helpers/world.ts';
import { type ForeignTraffic, foreignTraffic } from './net-log.ts';

/** A world whose browser reaches nothing but this machine, and writes down whatever it tried. */
export interface SealedWorld extends World {
  /** Ends it. @returns what it tried elsewhere. */
  end(): Promise<ForeignTraffic[]>;
}

export async function startSealedWorld(): Promise<SealedWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'unabridged-attack-'));
  const log = join(folder, 'net.json');
  const world = await startWorld({
    grantHosts: ['http://*/*', 'https://*/*'],
    models: [{ id: 'obedient-model' }],
    args: [
      `--log-net-log=${log}`,
      '--net-log-capture-mode=IncludeSensitive',
      // Names lead nowhere; that one was asked for is in the log.
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
      '--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication',
      '--disable-domain-reliability',
    ],
  });
  return {
    ...world,
    async end() {
      await world.close();
      try {
        return foreignTraffic(log);
      } finally {
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
}
