import { packagedModels, packagedModelUrl } from '../browser/packaged-models';
import { downloadModel } from '../providers/embedded/download-model';
import { modelAddresses } from '../providers/embedded/model-addresses';
import { removeModelFiles } from '../providers/embedded/model-files';
import { findEmbeddedModel } from '../providers/embedded/models';
import { AppError, toAppError } from '../shared/app-error';
import { database, type ModelDownload } from '../storage/database';
import { loadSettings } from '../storage/settings';

const running = new Map<string, AbortController>();

/**
 * Starts (or goes on with) a model's download; its progress and end are in the database.
 * @returns when it is under way. @throws AppError `model-not-found`
 */
export async function startDownload(modelId: string, onEnd: () => void): Promise<void> {
  const model = findEmbeddedModel(modelId);
  if (!model) throw new AppError('model-not-found', { model: modelId });
  if (running.has(modelId)) return;
  const controller = new AbortController();
  running.set(modelId, controller);
  const { modelMirror } = await loadSettings();
  const packagedUrl = (await packagedModels()).has(model.file) ? packagedModelUrl(model.file) : null;
  const known = await database.downloads.get(modelId);
  const base: ModelDownload = {
    id: modelId,
    state: 'loading',
    loadedBytes: known?.loadedBytes ?? 0,
    totalBytes: model.sizeBytes,
  };
  await database.downloads.put(base);

  let loadedBytes = base.loadedBytes;
  const onProgress = (bytes: number) => {
    loadedBytes = bytes;
    void database.downloads.update(modelId, { loadedBytes });
  };
  void downloadModel(model, modelAddresses(model, packagedUrl, modelMirror), onProgress, controller.signal)
    .then(
      (): Partial<ModelDownload> => ({ state: 'ready', loadedBytes: model.sizeBytes }),
      (error: unknown): Partial<ModelDownload> =>
        controller.signal.aborted
          ? { state: 'paused', loadedBytes }
          : { state: 'failed', loadedBytes, error: toAppError(error).toRecord() },
    )
    .then((end) => database.downloads.put({ ...base, ...end }))
    .finally(() => {
      running.delete(modelId);
      onEnd();
    });
}

/** Pauses a download; what was fetched is kept. */
export const cancelDownload = (modelId: string): void => running.get(modelId)?.abort();

/** Pauses all of them. */
export function cancelDownloads(): void {
  for (const controller of running.values()) controller.abort();
}

/** Takes a model from the device. */
export async function removeDownload(modelId: string): Promise<void> {
  cancelDownload(modelId);
  const model = findEmbeddedModel(modelId);
  if (model) await removeModelFiles(model);
  await database.downloads.delete(modelId);
}

/** Downloads that the browser's end interrupted are paused, not running. */
export async function pauseOrphanedDownloads(): Promise<void> {
  await database.downloads
    .filter((download) => download.state === 'loading' && !running.has(download.id))
    .modify({ state: 'paused' });
}
