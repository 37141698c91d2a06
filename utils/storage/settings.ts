import { database, type Settings } from './database';

const defaults = (): Settings => ({
  id: 'settings',
  choice: null,
  language: 'auto',
  theme: 'system',
  modelMirror: '',
  installSecret: crypto.randomUUID(),
});

/** The settings; the first call writes them. */
export async function loadSettings(): Promise<Settings> {
  return database.transaction('rw', database.settings, async () => {
    const stored = await database.settings.get('settings');
    // Without its secret every text would have another envelope at each reading.
    if (stored?.installSecret) return { ...defaults(), ...stored };
    const { isDamaged: _, ...known } = stored ?? {};
    const fresh = { ...defaults(), ...known, installSecret: crypto.randomUUID() };
    await database.settings.put(fresh);
    return fresh;
  });
}

export async function saveSettings(changes: Partial<Omit<Settings, 'id' | 'installSecret'>>): Promise<void> {
  await loadSettings();
  await database.settings.update('settings', changes);
}
