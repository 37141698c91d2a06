// Installs what is missing before `npm start` and `npm test`. Plain Node, no dependencies: it runs before any is installed.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const isWindows = process.platform === 'win32';
const log = (line) => console.log(`· ${line}`);
const run = (command, args, output = 'inherit') =>
  execFileSync(command, args, {
    cwd: root,
    stdio: ['ignore', output, 'inherit'],
    shell: isWindows,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
const has = (command) =>
  spawnSync(isWindows ? 'where' : 'which', [command], { stdio: 'ignore' }).status === 0;

const isDebian = () => {
  if (!existsSync('/etc/debian_version') || !has('apt-get') || process.getuid?.() !== 0) return false;
  // Ubuntu's browser packages only fetch a snap.
  return !/^ID=ubuntu$/m.test(existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '');
};

/** Debian's own browsers, where we may install them. Before `npm ci`: puppeteer then fetches none. */
function ensureSystemBrowsers(withFirefox) {
  const missing = [
    ...(process.env.CHROME_PATH || existsSync('/usr/lib/chromium/chromium') ? [] : ['chromium']),
    ...(withFirefox && !existsSync('/usr/bin/firefox-esr') ? ['firefox-esr'] : []),
  ];
  if (missing.length === 0 || !isDebian()) return;
  log(`Installing ${missing.join(' and ')}`);
  run('apt-get', ['update', '-qq'], 'ignore');
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], 'ignore');
}

/** node_modules as the lock file says; nothing is done while both are as they were. */
function ensureDependencies() {
  const stamp = join(root, 'node_modules', '.unabridged-lock');
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  log('Installing packages');
  const install = () => run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  try {
    install();
  } catch {
    log('That failed; trying once more');
    install();
  }
  writeFileSync(stamp, hash);
}

/** Where no browser of the system is used, puppeteer's own. */
async function ensureBrowser() {
  const require = createRequire(join(root, 'package.json'));
  const { default: puppeteer } = await import(require.resolve('puppeteer'));
  const path = await puppeteer.executablePath();
  if (existsSync(path)) return;
  log('Fetching a browser');
  run(process.execPath, [join(root, 'node_modules', 'puppeteer', 'install.mjs')]);
  if (!existsSync(path)) {
    throw new Error(
      'No browser could be had. Install Chromium (as root: apt-get install chromium), or set CHROME_PATH to one, and run this again.',
    );
  }
}

/**
 * Everything that the two commands need; quick where nothing is missing.
 * @param {{withFirefox?: boolean}} options
 */
export async function ensure({ withFirefox = false } = {}) {
  ensureSystemBrowsers(withFirefox);
  ensureDependencies();
  await ensureBrowser();
}

/** The first Node that runs TypeScript files as they are, and what the test runner asks for. */
const oldestNode = [22, 18];

/**
 * The Node that the project brings along where there is one for this machine, else the one that runs us.
 * @throws where that one is too old.
 */
export function projectNode() {
  const own = join(
    root,
    'node_modules',
    `node-${isWindows ? 'win' : process.platform}-${process.arch}`,
    'bin',
    isWindows ? 'node.exe' : 'node',
  );
  if (existsSync(own)) return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    throw new Error(
      `This machine needs Node ${oldestNode.join('.')} or newer (it runs ${process.versions.node}): there is no Node package for it that the project could bring along.`,
    );
  }
  return process.execPath;
}
