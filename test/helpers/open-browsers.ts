import type { Browser } from 'puppeteer';

/** Browsers that are being driven: where a test fails, what they show is told. */
export const openBrowsers = new Set<Browser>();
