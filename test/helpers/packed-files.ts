import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The policy of the extension's pages as it was reviewed; in the tests once, so that no change of the build goes along unseen. */
export const reviewedPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; worker-src 'self'; connect-src 'self' http: https: blob: data:; frame-src 'none'; form-action 'none'; base-uri 'none'; object-src 'none'";

/** A packed file's text, by its path below the build's folder. */
export interface PackedFile {
  path: string;
  text: string;
}

/** All files of a build that hold code, markup or styles. */
export const packedFiles = (dir: string): PackedFile[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:m?js|html|css|json)$/.test(path))
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(dir, path), 'utf8') }));

/**
 * Ways to run text as code that packages bring along, each read: the first two and the last are for engines without `globalThis`, which
 * none of ours is. The others begin a worker with a packed file.
 */
const reviewedCode: Record<string, readonly RegExp[]> = {
  'recogniser/worker.min.js': [
    /globalThis\.regeneratorRuntime=\w+:Function\("r","regeneratorRuntime = r"\)/,
    /if\("object"==typeof globalThis\)return globalThis;try\{return this\|\|new Function\("return this"\)/,
    // With the path that createRecogniser gives.
    /\w+\.g\.importScripts\(\w+\)/,
  ],
  'assets/create-recogniser.js': [
    /globalThis\.regeneratorRuntime=\w+:Function\(`r`,`regeneratorRuntime = r`\)/,
    /new Blob\(\[`importScripts\("\$\{\w+\}"\);`\]/,
    // Where the package's own source is, in what it tells of itself.
    /=`https:\/\/github\.com\/naptha\/tesseract\.js`/,
  ],
  'assets/pdf.js': [/\(function\(\)\{return this\}\)\(\)\|\|Function\(`return this`\)/],
  'assets/pdf.worker.js': [/\(function\(\)\{return this\}\)\(\)\|\|Function\(`return this`\)/],
};

const codeFromText =
  /\beval\(|\bFunction\(\s*["'`]|\bnew Function\b|\bimportScripts\(|\bsetTimeout\(\s*["'`]/g;
/** An address of code elsewhere, also without its scheme. */
const codeElsewhere = /["'`(](?:https?:)?\/\/[^"'`\s()]+\.(?:m?js|wasm|css)(?:[?#][^"'`\s()]*)?["'`)]/g;

/** Where a build could run what is not packed with it, but for what was reviewed. */
export function foreignCode(files: readonly PackedFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    if (path.endsWith('.json')) return [];
    let rest = text;
    for (const known of reviewedCode[path.replace(/-[\w-]{8}(?=\.js$)/, '')] ?? [])
      rest = rest.replace(known, '');
    const around = (match: RegExpExecArray) =>
      `${path}: ${rest.slice(Math.max(0, match.index - 60), match.index + 90)}`;
    return [...rest.matchAll(codeFromText), ...rest.matchAll(codeElsewhere)].map(around);
  });
}
