/** Policy of every extension page: nothing remote but `fetch`, which the panel page forbids itself again in its own policy. */
const extensionPagesPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  // Workers from blobs of our own pages run in spite of it (the on-device engine makes one); a listed `blob:` is refused.
  "worker-src 'self'",
  "connect-src 'self' http: https: blob: data:",
  "frame-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "object-src 'none'",
].join('; ');

/**
 * The parts of the manifest that the browsers do not share, and the permissions, in one reviewed place.
 * @param browser WXT's browser name; everything but `firefox` gets Chromium's keys.
 */
export function buildManifest(browser: string) {
  const isFirefox = browser === 'firefox';
  return {
    name: '__MSG_extName__',
    description: '__MSG_extDescription__',
    default_locale: 'en',
    // No host permission at install: `activeTab` opens one page at a click, everything else is asked for when needed.
    permissions: [
      'activeTab',
      'scripting',
      'storage',
      'unlimitedStorage',
      // Lets the browser itself keep linked pages from leading into the user's own network; asks and shows nothing.
      'declarativeNetRequestWithHostAccess',
      ...(isFirefox ? [] : ['sidePanel', 'offscreen']),
    ],
    // Local files only where the user has switched them on for the extension, too.
    optional_host_permissions: ['http://*/*', 'https://*/*', ...(isFirefox ? [] : ['file:///*'])],
    // A private window's text would be stored beside the others: refused until private chats are kept apart.
    incognito: 'not_allowed' as const,
    action: { default_title: '__MSG_actionTitle__' },
    commands: {
      _execute_action: {
        suggested_key: { default: 'Alt+Shift+U', mac: 'Alt+Shift+U' },
        description: '__MSG_commandOpen__',
      },
    },
    content_security_policy: { extension_pages: extensionPagesPolicy },
    ...(isFirefox
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'unabridged@unabridged.app',
              strict_min_version: '142.0',
              // The text of pages goes to the endpoint that the user chose.
              data_collection_permissions: { required: ['websiteContent'] },
            },
          },
        }
      : {
          minimum_chrome_version: '137',
          // No other extension and no page may open a connection.
          externally_connectable: { ids: [] },
          // Isolation lets the on-device engine use several threads; `credentialless` keeps cross-origin fetches working.
          cross_origin_embedder_policy: { value: 'credentialless' },
          cross_origin_opener_policy: { value: 'same-origin' },
        }),
  };
}
