/** Limits on what a formula may blow up to; `trust: false` refuses links, images and raw HTML in TeX. */
export const katexOptions = {
  trust: false,
  throwOnError: false,
  strict: 'ignore' as const,
  maxExpand: 500,
  maxSize: 20,
};
