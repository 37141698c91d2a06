const scratchName = 'scratch';
/** Below the size from which Chromium keeps a value in a file of its own. */
const recordBytes = 32_768;
/** Chromium's database (LevelDB) writes its log anew every 4 MB and merges what came of five of them, which drops what was deleted. */
const records = 900;

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/**
 * Has the browser write its database files anew. A deleted database can still be read in the log file of Chromium's until that is full:
 * this fills it with noise, and deletes that, too.
 */
export async function overwriteRemains(): Promise<void> {
  const opening = indexedDB.open(scratchName, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('noise');
  const scratch = await done(opening);
  for (let key = 0; key < records; key++) {
    const noise = crypto.getRandomValues(new Uint8Array(recordBytes));
    // One at a time: together they would be one write, however large.
    await done(scratch.transaction('noise', 'readwrite').objectStore('noise').put(noise, key));
  }
  scratch.close();
  await done(indexedDB.deleteDatabase(scratchName));
}
