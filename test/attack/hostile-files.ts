import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer';
import { newChat } from '../helpers/world.ts';
import { readIndex } from './read-index.ts';
import type { Witness } from './witness.ts';

interface HostileFile {
  file: string;
  hazard: string;
  contains?: string;
  control?: boolean;
}

export interface FileFindings {
  files: number;
  /** Longer than ten seconds, or never. */
  slow: string[];
  controlsHarmed: string[];
  /** After which the panel takes no word any more. */
  unusable: string[];
}

const patienceMs = 10_000;

/** Has the extension read each file, and looks whether the panel is well afterwards. @param dir with `manifest.jsonl` and the files. */
export async function hostileFiles(
  panel: Page,
  witness: Witness,
  dir: string,
  onDone: (count: number) => void,
): Promise<FileFindings> {
  const { root, entries: all } = readIndex<HostileFile>(dir, 'manifest.jsonl');
  const findings: FileFindings = { files: all.length, slow: [], controlsHarmed: [], unusable: [] };
  for (const { file, contains, control } of all) {
    await newChat(panel);
    const input = await panel.waitForSelector('[data-testid="file-input"]');
    const begun = performance.now();
    await (input as ElementHandle<HTMLInputElement>).uploadFile(join(root, file));
    const isEnded = () => {
      const chips = [...document.querySelectorAll<HTMLElement>('[data-testid="source-chip"]')];
      return chips.length > 0 && chips.every(({ dataset }) => dataset.state !== 'reading');
    };
    const ended = await panel
      .waitForFunction(isEnded, { timeout: patienceMs * 4 })
      .then(() => true)
      .catch(() => false);
    const tookMs = performance.now() - begun;
    if (!ended || tookMs > patienceMs) findings.slow.push(`${file} ${Math.round(tookMs)} ms`);
    const states = await panel.$$eval('[data-testid="source-chip"]', (chips) =>
      chips.map((chip) => (chip as HTMLElement).dataset.state),
    );
    if ((control || contains) && !states.includes('ready')) findings.controlsHarmed.push(file);
    await witness.look(`the file ${file}`);
    const field = await panel.waitForSelector('[data-testid="composer"]');
    await field!.type('x');
    const typed = await panel.$eval(
      '[data-testid="composer"]',
      (element) => (element as HTMLTextAreaElement).value,
    );
    if (!typed.includes('x')) findings.unusable.push(file);
    onDone(1);
  }
  return findings;
}
