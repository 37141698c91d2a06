import { packagedModels } from '../browser/packaged-models';
import { type EmbeddedModel, embeddedModels } from '../providers/embedded/models';

/** The on-device models that this build can get hold of: those in its package first, then those with an address. */
export async function offeredModels(): Promise<EmbeddedModel[]> {
  const packaged = await packagedModels();
  const isPackaged = (model: EmbeddedModel) => packaged.has(model.file);
  const hasAddress = (model: EmbeddedModel) => model.sources.some((source) => source.startsWith('https:'));
  return [
    ...embeddedModels.filter(isPackaged),
    ...embeddedModels.filter((model) => !isPackaged(model) && hasAddress(model)),
  ];
}
