const { existsSync } = require('node:fs');

// Debian's own Chromium where it is (its layout, not Ubuntu's stand-in for a snap); elsewhere puppeteer fetches one.
const system =
  process.env.CHROME_PATH || (existsSync('/usr/lib/chromium/chromium') ? '/usr/bin/chromium' : undefined);

module.exports = {
  ...(system ? { executablePath: system, skipDownload: true } : {}),
  'chrome-headless-shell': { skipDownload: true },
};
