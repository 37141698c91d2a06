import type { EmbeddedModel } from './models';

const folderName = 'models';

/** The folder in the extension's private file system; made where it is missing. */
export async function modelFolder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(folderName, { create: true });
}

/** A download under way has this name; it gets its own only when the checksum is right. */
export const partName = (model: Pick<EmbeddedModel, 'file'>): string => `${model.file}.part`;

/** The model's weights, or null where they are not on this device. */
export async function openModelFile(model: EmbeddedModel): Promise<File | null> {
  const folder = await modelFolder();
  for await (const [name, handle] of folder.entries())
    if (name === model.file && handle.kind === 'file') return (handle as FileSystemFileHandle).getFile();
  return null;
}

/** Takes the weights and any part of them from the device. */
export async function removeModelFiles(model: EmbeddedModel): Promise<void> {
  const folder = await modelFolder();
  const names: string[] = [];
  for await (const name of folder.keys())
    if (name === model.file || name === partName(model)) names.push(name);
  for (const name of names) await folder.removeEntry(name);
}

/** Takes all weights from the device. */
export async function removeAllModelFiles(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  for await (const name of root.keys())
    if (name === folderName) await root.removeEntry(name, { recursive: true });
}
