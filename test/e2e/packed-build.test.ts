import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { foreignCode, packedFiles, reviewedPolicy } from '../helpers/packed-files.ts';
import { buildExtension } from '../start/build-extension.ts';

const dir = buildExtension();
const files = packedFiles(dir);

describe('the packed build', () => {
  it('asks for what was reviewed, and for nothing else', () => {
    const { name, description, version, icons, action, commands, ...rest } = JSON.parse(
      readFileSync(join(dir, 'manifest.json'), 'utf8'),
    );
    expect([name, description, version, icons, action, commands]).not.toContain(undefined);
    // The whole of it: a key that is not here (web_accessible_resources, content_scripts, host_permissions …) must be reviewed first.
    expect(rest).toEqual({
      manifest_version: 3,
      default_locale: 'en',
      minimum_chrome_version: '137',
      permissions: [
        'activeTab',
        'scripting',
        'storage',
        'unlimitedStorage',
        'declarativeNetRequestWithHostAccess',
        'sidePanel',
        'offscreen',
      ],
      optional_host_permissions: ['http://*/*', 'https://*/*', 'file:///*'],
      incognito: 'not_allowed',
      externally_connectable: { ids: [] },
      content_security_policy: { extension_pages: reviewedPolicy },
      cross_origin_embedder_policy: { value: 'credentialless' },
      cross_origin_opener_policy: { value: 'same-origin' },
      background: { service_worker: 'background.js' },
      options_ui: { open_in_tab: true, page: 'options.html' },
      side_panel: { default_path: 'sidepanel.html' },
    });
  });

  it('has pages that hold no code of their own, and of which those that show others’ words talk to nobody', () => {
    const pages = files.filter(({ path }) => path.endsWith('.html'));
    expect(pages.map(({ path }) => path).sort()).toEqual([
      'engine.html',
      'map.html',
      'options.html',
      'sidepanel.html',
    ]);
    for (const { path, text } of pages) {
      expect(text, path).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|(?:src|href)="(?!\/)/i);
      const isTold = text.includes(
        `<meta http-equiv="Content-Security-Policy" content="connect-src 'self'">`,
      );
      expect(isTold, path).toBe(path !== 'engine.html');
    }
  });

  it('runs no text as code and no code from elsewhere', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(foreignCode(files)).toEqual([]);
  });
});
