import { hasHostPermission } from '../../utils/browser/permissions';
import { hostOf } from '../../utils/shared/host-of';
import { database } from '../../utils/storage/database';
import { useLiveQuery } from '../ui/use-live-query';

/** Whether the browser lets the extension talk to an endpoint's host in any case; null without an endpoint. */
export function useHostAccess(
  endpointId: string | null,
): { host: string; baseUrl: string; isAllowed: boolean } | null {
  const access = useLiveQuery(async () => {
    const endpoint = endpointId ? await database.endpoints.get(endpointId) : undefined;
    if (!endpoint) return null;
    const { baseUrl } = endpoint;
    return { baseUrl, host: hostOf(baseUrl), isAllowed: await hasHostPermission(baseUrl) };
  }, [endpointId]);
  return access ?? null;
}
