import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

/** A module of ours as one expression that gives its default export. */
export async function bundleAsExpression(file: string): Promise<string> {
  const bundle = await rolldown({ input: file, logLevel: 'silent' });
  const { output } = await bundle.generate({ format: 'iife', name: 'bundled', exports: 'default' });
  return `(() => { ${output[0].code}; return bundled; })()`;
}

/** A module of ours with all that it imports, for Node, which does not find our imports by itself. */
export async function importBundled<T>(file: string): Promise<T> {
  const bundle = await rolldown({ input: file, platform: 'node', logLevel: 'silent' });
  const out = join(import.meta.dirname, '../../.output/bench', `${basename(file, '.ts')}.mjs`);
  await bundle.write({ file: out, format: 'esm' });
  return import(pathToFileURL(out).href) as Promise<T>;
}
