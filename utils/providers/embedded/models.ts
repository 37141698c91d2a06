import models from './models.json';

/** A model that runs inside the extension. */
export interface EmbeddedModel {
  id: string;
  name: string;
  /** Languages that it is fit for, in their own words. */
  languages: string[];
  sizeBytes: number;
  /** Of the whole file; a download that differs is thrown away. */
  sha256: string;
  /** What we let it read at once: on a CPU, more would take minutes. */
  windowTokens: number;
  licence: string;
  file: string;
  /** Tried in order. `packaged:` is a file in the extension's own package, which store builds do not carry. */
  sources: string[];
}

/** The best first. Data, in JSON, so that the start script reads the same list. */
export const embeddedModels: readonly EmbeddedModel[] = models;

export const findEmbeddedModel = (id: string): EmbeddedModel | undefined =>
  embeddedModels.find((model) => model.id === id);
