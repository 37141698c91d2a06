import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes an extension that may do in every page what extensions may. @returns its folder. */
export function writeHostileExtension(): string {
  const folder = mkdtempSync(join(tmpdir(), 'unabridged-hostile-'));
  const manifest = {
    manifest_version: 3,
    name: 'A stranger',
    version: '1',
    permissions: ['storage', 'scripting', 'tabs'],
    host_permissions: ['<all_urls>'],
    background: { service_worker: 'worker.js' },
    content_scripts: [{ matches: ['<all_urls>'], js: ['content.js'], run_at: 'document_start' }],
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'worker.js'), 'self.isStranger = true;');
  writeFileSync(join(folder, 'content.js'), 'globalThis.isStranger = true;');
  return folder;
}
