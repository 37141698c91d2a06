import { limitBody } from './limit-body';

/**
 * Nothing of the user's goes along (cookies, referrer), and nothing follows a redirect: the key belongs to this address only. What comes back has an end, see limitBody.
 * The package's `x-stainless-*` headers tell the user's system and are refused by some servers' CORS rules.
 */
export const plainFetch: typeof fetch = async (input, init) => {
  const headers = new Headers(init?.headers);
  for (const name of [...headers.keys()]) if (name.startsWith('x-stainless-')) headers.delete(name);
  // Without a key the package still sends a header; servers that want none may refuse an empty one.
  if (/^Bearer\s*(?:none)?$/.test(headers.get('authorization') ?? '')) headers.delete('authorization');
  const response = await fetch(input, {
    ...init,
    headers,
    redirect: 'error',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
  });
  return limitBody(response, String(input instanceof Request ? input.url : input));
};
