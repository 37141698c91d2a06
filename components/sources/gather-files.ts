import type { FileToAttach } from '../../utils/chat/attach-files';

/** As people number their chapters: 2 before 10. */
const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** What operating systems keep in folders for themselves. */
const leftovers = /^(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._.*)$/;

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  // The browser gives them by the hundred, and an empty list at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return found.sort((a, b) => byName.compare(a.name, b.name));
    found.push(...some);
  }
}

async function filesBelow(entry: FileSystemEntry): Promise<FileToAttach[]> {
  if (entry.isDirectory) {
    const found: FileToAttach[] = [];
    for (const inner of await entriesOf(entry as FileSystemDirectoryEntry))
      found.push(...(await filesBelow(inner)));
    return found;
  }
  if (leftovers.test(entry.name)) return [];
  const file = await new Promise<File>((resolve, reject) =>
    (entry as FileSystemFileEntry).file(resolve, reject),
  );
  return [{ file, path: entry.fullPath.replace(/^\//, '') }];
}

/**
 * The files that were dropped or pasted, and those in folders that were, in the order given; within a folder by name.
 * To be called in the event itself: afterwards the browser has forgotten them.
 */
export async function gatherDropped(data: DataTransfer): Promise<FileToAttach[]> {
  const items = [...data.items].filter(({ kind }) => kind === 'file');
  const dropped = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found: FileToAttach[] = [];
  for (const { entry, file } of dropped) {
    if (entry?.isDirectory) found.push(...(await filesBelow(entry)));
    else if (file) found.push({ file, path: file.name });
  }
  return found;
}

/** The files of a picker, where it picked a folder by their names in it. */
export function gatherPicked(files: Iterable<File>): FileToAttach[] {
  const picked = [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  return picked.some(({ file }) => file.webkitRelativePath)
    ? picked.filter(({ file }) => !leftovers.test(file.name)).sort((a, b) => byName.compare(a.path, b.path))
    : picked;
}
