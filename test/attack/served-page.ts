import { readFileSync } from 'node:fs';
import type { Page } from '../helpers/page-server.ts';

/** A page may load what it likes from others; then the log could not tell whether it was the page or the extension. So it loads nothing. */
const policy = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:";

/** A file as a server of the web sends it. @param headers beside the usual ones, or in their place. */
export function servedPage(path: string, headers: Readonly<Record<string, string>> = {}): Page {
  const { 'Content-Type': contentType = 'text/html; charset=utf-8', ...rest } = headers;
  return {
    body: readFileSync(path),
    contentType,
    headers: { 'Content-Security-Policy': policy, ...rest },
  };
}
