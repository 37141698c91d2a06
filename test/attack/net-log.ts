import { readFileSync } from 'node:fs';

/** What the browser did towards a host that it had no business with. */
export interface ForeignTraffic {
  kind: 'look-up' | 'connection' | 'request';
  /** Host, or the whole address of a request. */
  to: string;
}

interface NetLog {
  constants: { logEventTypes: Record<string, number> };
  events: {
    type: number;
    params?: { url?: string; host?: string; group_id?: string; address_list?: string[]; address?: string };
  }[];
}

const own = /^(?:chrome|chrome-extension|devtools|data|blob|about|file|chrome-untrusted|filesystem):/;

/** What Chromium itself asks its maker for, whatever is open: seen in a run without a page and without an extension. */
const browserHosts = new Set([
  'clients2.google.com',
  'update.googleapis.com',
  'accounts.google.com',
  // Dictionaries for spelling.
  'redirector.gvt1.com',
]);

const isOwnHost = (host: string): boolean =>
  browserHosts.has(host.replace(/^https?:\/\//, '')) ||
  /^(?:https?:\/\/|wss?:\/\/)?(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host.replace(/\/$/, ''));

/** A log; one that a killed browser did not finish lacks its end only. */
function parseLog(log: string): NetLog {
  const text = log.trimEnd();
  try {
    return JSON.parse(text) as NetLog;
  } catch {
    return JSON.parse(`${text.replace(/,$/, '')}]}`) as NetLog;
  }
}

/**
 * Every look-up, connection and request in a browser's own log (net-export) that went elsewhere than this machine: also those that
 * extension APIs do not show, as preconnects.
 */
export function foreignTraffic(file: string): ForeignTraffic[] {
  const { constants, events } = parseLog(readFileSync(file, 'utf8'));
  const names = new Map(Object.entries(constants.logEventTypes).map(([name, type]) => [type, name]));
  const found = new Map<string, ForeignTraffic>();
  const add = (kind: ForeignTraffic['kind'], to: string) => found.set(`${kind} ${to}`, { kind, to });
  for (const { type, params } of events) {
    const name = names.get(type) ?? '';
    if (name === 'URL_REQUEST_START_JOB' && params?.url && !own.test(params.url)) {
      if (!isOwnHost(new URL(params.url).origin)) add('request', params.url);
    } else if (name === 'HOST_RESOLVER_MANAGER_REQUEST' && params?.host) {
      // Names that lead nowhere by the browser's own switch have this one.
      if (!isOwnHost(params.host) && !/~notfound(?::\d+)?$/.test(params.host)) add('look-up', params.host);
    } else if (name === 'HTTP_STREAM_JOB_CONTROLLER' && params?.url && !own.test(params.url)) {
      if (!isOwnHost(new URL(params.url).origin)) add('connection', new URL(params.url).origin);
    }
  }
  return [...found.values()];
}

/** Every address that the browser opened a connection to, or tried to. @param log its text. */
export function connectionsIn(log: string): string[] {
  const { constants, events } = parseLog(log);
  const attempt = constants.logEventTypes.TCP_CONNECT_ATTEMPT;
  return [
    ...new Set(
      events.flatMap(({ type, params }) => (type === attempt && params?.address ? [params.address] : [])),
    ),
  ];
}
