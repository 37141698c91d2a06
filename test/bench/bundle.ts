import { rolldown } from 'rolldown';

/** A module of ours as one expression that gives its default export. */
export async function bundleAsExpression(file: string): Promise<string> {
  const bundle = await rolldown({ input: file, logLevel: 'silent' });
  const { output } = await bundle.generate({ format: 'iife', name: 'bundled', exports: 'default' });
  return `(() => { ${output[0].code}; return bundled; })()`;
}
