import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer';
import { ask, waitForAllRead, waitForAnswer } from '../helpers/drive-panel.ts';
import { dropFiles } from '../helpers/drop-files.ts';
import { newChat } from '../helpers/world.ts';
import { type Judgement, judgeRequest } from './judge-request.ts';
import { readIndex } from './read-index.ts';
import type { SealedWorld } from './sealed-world.ts';
import { servedPage } from './served-page.ts';
import type { Witness } from './witness.ts';

interface HostileFile {
  file: string;
  /** What has to come of it, in words. */
  expect?: string;
  /** Text that must be read. */
  contains?: string;
  /** Text that must not be sent. */
  hidden?: string;
  control?: boolean;
  headers?: Record<string, string>;
}

export interface FileFindings extends Judgement {
  files: number;
  /** Longer than ten seconds, or never. */
  slow: string[];
  /** After which the panel takes no word, or reads no clean file any more. */
  unusable: string[];
}

const patienceMs = 10_000;
/** Where attackers' words lead to, in every set: a text that may not be sent holds it. */
const attackersHost = 'exfil.test';
const clean = { name: 'clean.txt', text: 'The lamp house was lit in 1851.' };

/** Gives the panel a file under any name, also one that no file system takes. */
export const pickFile = (panel: Page, name: string, bytes: Buffer): Promise<void> =>
  panel.$eval(
    '[data-testid="file-input"]',
    (input, called, base64) => {
      const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const picked = new DataTransfer();
      picked.items.add(new File([content], called));
      (input as HTMLInputElement).files = picked.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    name,
    bytes.toString('base64'),
  );

/** How many files were given names of an attacker's, and the names: a list of strings or of objects with one. */
function hostileNames(root: string): string[] {
  const path = join(root, 'hostile-file-names.json');
  if (!existsSync(path)) return [];
  const list = JSON.parse(readFileSync(path, 'utf8')) as (string | { name: string })[];
  return list.map((entry) => (typeof entry === 'string' ? entry : entry.name));
}

/**
 * Has the extension read each file, by the picker and by drop, pages also as a tab and as a link, and looks whether the panel is well
 * afterwards.
 * @param dir with `manifest.jsonl` and the files; `hostile-file-names.json` may stand beside it.
 */
export async function hostileFiles(
  { extension, pages, server }: SealedWorld,
  panel: Page,
  witness: Witness,
  dir: string,
  onDone: (count: number) => void,
): Promise<FileFindings> {
  const { root, entries } = readIndex<HostileFile>(dir, 'manifest.jsonl');
  const found: FileFindings = {
    files: entries.length,
    slow: [],
    controlsHarmed: [],
    hiddenUnmarked: [],
    leaks: [],
    unusable: [],
  };

  /** Waits until what was given is read or refused. @returns states. */
  const untilRead = async (begun: number, name: string): Promise<string[]> => {
    const isEnded = () => {
      const chips = [...document.querySelectorAll<HTMLElement>('[data-testid="source-chip"]')];
      return chips.length > 0 && chips.every(({ dataset }) => dataset.state !== 'reading');
    };
    const ended = await panel
      .waitForFunction(isEnded, { timeout: patienceMs * 4 })
      .then(() => true)
      .catch((error: Error) => {
        if (error.name === 'TimeoutError') return false;
        throw error;
      });
    const tookMs = performance.now() - begun;
    if (!ended || tookMs > patienceMs) found.slow.push(`${name} ${Math.round(tookMs)} ms`);
    return panel.$$eval('[data-testid="source-chip"]', (chips) =>
      chips.map((chip) => (chip as HTMLElement).dataset.state ?? ''),
    );
  };
  /** A clean file is read, and words are taken. */
  const lookAtPanel = async (name: string) => {
    await newChat(panel);
    await pickFile(panel, clean.name, Buffer.from(clean.text));
    const [chip] = await waitForAllRead(panel);
    const field = await panel.waitForSelector('[data-testid="composer"]');
    await field!.type('x');
    const typed = await panel.$eval(
      '[data-testid="composer"]',
      (element) => (element as HTMLTextAreaElement).value,
    );
    if (!typed.includes('x') || chip?.state !== 'ready') found.unusable.push(name);
    await witness.lookAtControls(`the panel after ${name}`);
  };
  /** Sends what was read where something is said of its text, and looks at the request. */
  const judge = async ({ file, expect = '', contains, hidden, control }: HostileFile, states: string[]) => {
    const forbidden = hidden ?? (/\b(?:absent|not sent)\b/.test(expect) ? attackersHost : undefined);
    const wanted = contains ?? /^text "(.+)" is read/.exec(expect)?.[1];
    if (!states.includes('ready')) {
      if (control || contains) found.controlsHarmed.push(`${file} was not read`);
      return;
    }
    if (!control && !forbidden && !wanted && !/\b(?:no file content|text only)\b/.test(expect)) return;
    server.clear();
    await ask(panel, 'Summarise this.');
    await waitForAnswer(panel);
    const harmless = { name: file, wanted: wanted ? [wanted] : [], hasSecret: false };
    const judgement = judgeRequest(server, [harmless], states.length, 'Summarise this.', 'as a file');
    for (const name of ['controlsHarmed', 'leaks'] as const) found[name].push(...judgement[name]);
    const sent = server.lastMessages.map(({ content }) => content).join('\n');
    if (forbidden && sent.includes(forbidden)) found.hiddenUnmarked.push(file);
    if (/\broot:[^:\n]*:0:0:/.test(sent)) found.leaks.push(`a file of this machine, by ${file}`);
  };

  for (const entry of entries) {
    const path = join(root, entry.file);
    await newChat(panel);
    const input = await panel.waitForSelector('[data-testid="file-input"]');
    const begun = performance.now();
    await (input as ElementHandle<HTMLInputElement>).uploadFile(path);
    const states = await untilRead(begun, entry.file);
    await witness.look(`the file ${entry.file}`);
    await judge(entry, states);
    await lookAtPanel(entry.file);
    await newChat(panel);
    const dropped = performance.now();
    await dropFiles(panel, [path]);
    await untilRead(dropped, `${entry.file}, dropped`);
    await witness.look(`the file ${entry.file}, dropped`);
    if (/\.x?html$/.test(entry.file)) {
      const headers = { 'Content-Type': 'text/html', ...entry.headers };
      const url = pages.add(`/file/${entry.file}`, servedPage(path, headers));
      const tab = await extension.newTab();
      // Its own scripts run in it, as anywhere.
      tab.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
      await tab.goto(url);
      await newChat(panel);
      const clicked = performance.now();
      await extension.clickIcon(tab);
      await untilRead(clicked, `${entry.file}, as a tab`);
      await witness.look(`the page ${entry.file}`);
      await tab.close();
    }
    onDone(1);
  }

  const control = entries.find(({ file, control: isControl }) => isControl && file.endsWith('.pdf'));
  for (const name of control ? hostileNames(root) : []) {
    await newChat(panel);
    const begun = performance.now();
    await pickFile(panel, name, readFileSync(join(root, control!.file)));
    const states = await untilRead(begun, name);
    await witness.look(`the file name ${name}`);
    await judge({ ...control!, file: name }, states);
  }
  await lookAtPanel('all names');
  return found;
}
