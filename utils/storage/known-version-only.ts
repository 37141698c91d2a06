/**
 * The browser's databases, but never in a version that the caller does not name. Dexie opens a database of a newer version as if it were
 * its own, and adds to it what it misses there; what a newer build has written is not to be touched by an older one.
 */
export const knownVersionOnly = (): IDBFactory => ({
  open(name, version) {
    if (version === undefined) throw new DOMException('written by a newer version', 'VersionError');
    return indexedDB.open(name, version);
  },
  deleteDatabase: (name) => indexedDB.deleteDatabase(name),
  databases: () => indexedDB.databases(),
  cmp: (first, second) => indexedDB.cmp(first, second),
});
