import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'));
const { dependencies, devDependencies, optionalDependencies } = read('package.json');
const asked = { ...dependencies, ...devDependencies, ...optionalDependencies } as Record<string, string>;

interface Locked {
  version: string;
  integrity?: string;
  resolved?: string;
  hasInstallScript?: boolean;
  /** Part of another package's archive, and so of its hash. */
  inBundle?: boolean;
}
const { '': project, ...packages } = read('package-lock.json').packages as Record<string, Locked>;

it('names one version of each package', () => {
  expect(project).toBeDefined();
  expect(Object.keys(asked).length).toBeGreaterThan(40);
  expect(Object.entries(asked).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual(
    [],
  );
  for (const [name, version] of Object.entries(asked))
    expect([name, packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
});

it('knows every package, also those of packages, by its hash, and has them all from the registry', () => {
  const all = Object.entries(packages);
  expect(all.length).toBeGreaterThan(300);
  expect(
    all.filter(([, { integrity, inBundle }]) => !inBundle && !/^sha512-[\w+/]{86}==$/.test(integrity ?? '')),
  ).toEqual([]);
  const elsewhere = all.filter(
    ([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'),
  );
  expect(elsewhere).toEqual([]);
});

it('brings no script along that runs at installation but those that were reviewed', () => {
  const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  expect(scripted.map(([path]) => path.replace('node_modules/', ''))).toEqual([
    // Fetches the browser that the tests drive.
    'puppeteer',
    // Asks for donations.
    'tesseract.js',
  ]);
});
