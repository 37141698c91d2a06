import { describe, expect, it } from 'vitest';
import { isPrivateAddress } from '../../../../utils/sources/private-address.ts';

describe('isPrivateAddress', () => {
  it.each([
    'http://localhost/',
    'http://LOCALHOST:8080/a',
    'http://localhost./',
    'http://app.localhost/',
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://0/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://172.31.255.255/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.64.0.1/',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[::1]/',
    'http://[::]/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[fd12:3456::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:192.168.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://printer/',
    'http://nas.local/',
    'http://wiki.internal/',
    'http://router.home.arpa/',
    'not an address',
  ])('refuses %s', (url) => {
    expect(isPrivateAddress(url)).toBe(true);
  });

  it.each([
    'https://example.com/',
    'http://8.8.8.8/',
    'http://172.15.0.1/',
    'http://172.32.0.1/',
    'http://[2606:4700::1111]/',
    'http://[::ffff:8.8.8.8]/',
    'https://localhost.example.com/',
    'https://10.example.org/',
    'https://中文.com/',
  ])('allows %s', (url) => {
    expect(isPrivateAddress(url)).toBe(false);
  });
});
