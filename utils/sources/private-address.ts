/** Names that lead into the user's own machine or network. */
const privateNames = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|private|home\.arpa)$/;

function ipv4(host: string): number[] | undefined {
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(host)?.slice(1).map(Number);
  return parts?.every((part) => part <= 255) ? parts : undefined;
}

/** RFC 1918, 6598, 3927, 1122, 5737, 2544, 6890 and what is set apart for other than public hosts. */
function isPrivateIpv4([a, b, c]: number[]): boolean {
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    (a === 100 && b! >= 64 && b! <= 127) ||
    (a === 169 && b === 254) ||
    (a === 172 && b! >= 16 && b! <= 31) ||
    (a === 192 && b === 168) ||
    (a === 192 && b === 0 && (c === 0 || c === 2)) ||
    (a === 198 && (b === 18 || b === 19)) ||
    (a === 198 && b === 51 && c === 100) ||
    (a === 203 && b === 0 && c === 113) ||
    a! >= 224
  );
}

/** The eight groups of an IPv6 address as URLs write it (compressed, IPv4 tails in hexadecimal). */
function ipv6(host: string): number[] | undefined {
  if (!host.includes(':')) return undefined;
  const [head = '', tail] = host.split('::');
  const groups = (text: string) => (text ? text.split(':').map((group) => Number.parseInt(group, 16)) : []);
  if (tail === undefined) return groups(head);
  const [start, end] = [groups(head), groups(tail)];
  return [...start, ...new Array<number>(8 - start.length - end.length).fill(0), ...end];
}

function isPrivateIpv6(groups: number[]): boolean {
  const [first = 0] = groups;
  const isMapped =
    groups.slice(0, 5).every((group) => group === 0) && (groups[5] === 0xffff || groups[5] === 0);
  const isNat64 = first === 0x64 && groups[1] === 0xff9b;
  if (isMapped || isNat64) {
    const [high = 0, low = 0] = groups.slice(6);
    return isPrivateIpv4([high >> 8, high & 255, low >> 8, low & 255]);
  }
  // 6to4 wraps an IPv4 address.
  if (first === 0x2002)
    return isPrivateIpv4([groups[1]! >> 8, groups[1]! & 255, groups[2]! >> 8, groups[2]! & 255]);
  // Only 2000::/3 is public.
  return (first & 0xe000) !== 0x2000;
}

/**
 * Whether an address leads into the user's own machine or network by its form: loopback, private and link-local addresses in every
 * notation that URLs take, names that are never public, and names without a dot. What a public name resolves to cannot be seen
 * from an extension.
 */
export function isPrivateAddress(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const host = new URL(url).hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  const v4 = ipv4(host);
  if (v4) return isPrivateIpv4(v4);
  const v6 = ipv6(host);
  if (v6) return isPrivateIpv6(v6);
  return privateNames.test(host) || !host.includes('.');
}
