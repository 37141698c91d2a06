// npm run train:main-text -- --data DIR --out DUMP: what train.py learns from (see there).
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleAsExpression } from '../bundle.ts';
import { overStoredPages } from '../stored-pages.ts';

const { values } = parseArgs({ options: { data: { type: 'string' }, out: { type: 'string' } } });
if (!values.data || !values.out) {
  console.error('Usage: npm run train:main-text -- --data DIR --out DUMP');
  process.exit(2);
}
const { data, out } = values;
mkdirSync(out, { recursive: true });
const { ids, failed } = await overStoredPages(
  data,
  { passages: `${await bundleAsExpression(join(import.meta.dirname, 'passages-in-page.ts'))}()` },
  (id, _, { result }) => writeFileSync(join(out, `${id}.json`), result as string),
);
console.log(
  `${ids.length - failed.length} pages; next: python3 test/bench/train-main-text/train.py ${data} ${out} utils/extract/main-text-model.json`,
);
