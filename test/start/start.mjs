// `npm start [-- URL]`: installs what is missing, builds, and shows the extension at work in a real browser.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensure, projectNode } from './ensure.mjs';

const [address, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (address && !/^https?:\/\//.test(address))) {
  console.error('Usage: npm start [-- https://address-of-a-page]');
  process.exit(2);
}
let node;
try {
  await ensure();
  node = projectNode();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const { status } = spawnSync(
  node,
  [
    '--disable-warning=ExperimentalWarning',
    join(import.meta.dirname, 'launch.ts'),
    ...(address ? [address] : []),
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
