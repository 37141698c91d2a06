// npm run bench:extract -- --data DIR --out DIR [--json FILE] [--readability DIR]: the packaged reader over stored pages, in a
// real browser. With --readability, plain Readability reads each page in the same run, for its times and texts.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ExtractedPage } from '../../utils/extract/extracted-page.ts';
import { buildExtension } from '../start/build-extension.ts';
import { bundleAsExpression } from './bundle.ts';
import { printFigures, quantile } from './print-figures.ts';
import { overStoredPages } from './stored-pages.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'string' },
    readability: { type: 'string' },
  },
});
if (!values.data || !values.out) {
  console.error('Usage: npm run bench:extract -- --data DIR --out DIR [--json FILE] [--readability DIR]');
  process.exit(2);
}
const { data, out, readability } = values;
mkdirSync(out, { recursive: true });
if (readability) mkdirSync(readability, { recursive: true });

const times: number[] = [];
const plainTimes: number[] = [];
const { ids, failed } = await overStoredPages(
  data,
  {
    reader: readFileSync(join(buildExtension(), 'reader.js'), 'utf8'),
    ...(readability
      ? { plain: `${await bundleAsExpression(join(import.meta.dirname, 'plain-readability.ts'))}()` }
      : {}),
  },
  (id, name, { result, tookMs }) => {
    if (name === 'plain') {
      writeFileSync(join(readability!, `${id}.txt`), result as string);
      plainTimes.push(tookMs);
      return;
    }
    writeFileSync(join(out, `${id}.txt`), (JSON.parse(result as string) as ExtractedPage).markdown);
    times.push(tookMs);
  },
);
printFigures({
  pages: ids.length,
  failed: failed.length,
  medianMs: quantile(times, 0.5),
  p95Ms: quantile(times, 0.95),
  ...(readability
    ? {
        readabilityMedianMs: quantile(plainTimes, 0.5),
        medianOverReadability: quantile(times, 0.5) / quantile(plainTimes, 0.5),
      }
    : {}),
});
