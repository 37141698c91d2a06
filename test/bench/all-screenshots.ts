// npm run screenshots: every state of the product, light and dark, English and Chinese, into .output/screenshots.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

for (const name of readdirSync(import.meta.dirname).sort()) {
  if (!name.endsWith('screenshots.ts') || name === 'all-screenshots.ts') continue;
  console.log(name);
  const { status } = spawnSync(process.execPath, [...process.execArgv, join(import.meta.dirname, name)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
