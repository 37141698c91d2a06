import type { EmbeddedModel } from './models';

/**
 * Where a model is fetched from, in order.
 * @param packagedUrl gives the address of a file in the extension's package.
 * @param mirror replaces the scheme and host of addresses on huggingface.co; empty for none.
 */
export function modelAddresses(
  model: EmbeddedModel,
  packagedUrl: (path: string) => string,
  mirror: string,
): string[] {
  const base = URL.canParse(mirror) ? new URL(mirror) : null;
  return model.sources.map((source) => {
    if (source === 'packaged:') return packagedUrl(`/models/${model.file}`);
    const url = new URL(source);
    if (!base || url.hostname !== 'huggingface.co') return source;
    return `${base.origin}${base.pathname.replace(/\/$/, '')}${url.pathname}`;
  });
}
