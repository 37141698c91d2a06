import { useEffect } from 'react';
import { database, type Settings } from '../../utils/storage/database';
import { loadSettings } from '../../utils/storage/settings';
import { useLiveQuery } from './use-live-query';

/** The settings, undefined until they are read. The first page of a fresh install writes them. */
export function useSettings(): Settings | undefined {
  useEffect(() => void loadSettings(), []);
  return useLiveQuery(() => database.settings.get('settings'), []);
}
