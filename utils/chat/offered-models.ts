import { isPackaged } from '../browser/packaged-url';
import { type EmbeddedModel, embeddedModels } from '../providers/embedded/models';

/** The on-device models that this build can get hold of: those in its package first, then those with an address. */
export async function offeredModels(): Promise<EmbeddedModel[]> {
  const packaged = await Promise.all(embeddedModels.map((model) => isPackaged(`/models/${model.file}`)));
  const hasAddress = (model: EmbeddedModel) => model.sources.some((source) => source.startsWith('https:'));
  return [
    ...embeddedModels.filter((_, index) => packaged[index]),
    ...embeddedModels.filter((model, index) => !packaged[index] && hasAddress(model)),
  ];
}
