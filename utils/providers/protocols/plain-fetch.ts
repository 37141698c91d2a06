/**
 * Nothing of the user's goes along (cookies, referrer), and nothing follows a redirect: the key belongs to this address only.
 * The package's `x-stainless-*` headers tell the user's system and are refused by some servers' CORS rules.
 */
export const plainFetch: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  for (const name of [...headers.keys()]) if (name.startsWith('x-stainless-')) headers.delete(name);
  // Without a key the package still sends a header; servers that want none may refuse an empty one.
  if (/^Bearer\s*(?:none)?$/.test(headers.get('authorization') ?? '')) headers.delete('authorization');
  return fetch(input, {
    ...init,
    headers,
    redirect: 'error',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
  });
};
