/** Held while a backup is being restored: what a restore writes is named by what it writes last, so nobody forgets anything meanwhile. */
export const restoreLock = 'unabridged-restore';
