import type { EmbeddedModel } from './models';

/**
 * Where a model is fetched from, in order.
 * @param packagedUrl address of its file in the extension's package, or null where the package does not carry it.
 * @param mirror replaces the scheme and host of addresses on huggingface.co; empty for none.
 */
export function modelAddresses(model: EmbeddedModel, packagedUrl: string | null, mirror: string): string[] {
  const base = URL.canParse(mirror) ? new URL(mirror) : null;
  return model.sources.flatMap((source) => {
    if (source === 'packaged:') return packagedUrl ? [packagedUrl] : [];
    const url = new URL(source);
    if (!base || url.hostname !== 'huggingface.co') return [source];
    return [`${base.origin}${base.pathname.replace(/\/$/, '')}${url.pathname}`];
  });
}
