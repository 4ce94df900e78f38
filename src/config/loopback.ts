import { isIPv4, isIPv6 } from 'node:net';

/**
 * Whether only this machine can reach the host: 127.0.0.0/8, ::1 or localhost.
 *
 * IPv6 may stand in brackets, as in a URL. Forms that need a resolver to be read (`127.1`, other names) are not loopback.
 */
export function isLoopbackHost(host: string): boolean {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  if (isIPv4(bare)) return bare.startsWith('127.');
  if (isIPv6(bare)) return URL.parse(`http://[${bare}]`)?.hostname === '[::1]';
  return bare.toLowerCase() === 'localhost';
}

const hostLabel = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/** Whether a server can be told to listen there: an IP address without brackets, or a host name. */
export function isListenHost(host: string): boolean {
  if (isIPv4(host) || isIPv6(host)) return true;
  const labels = host.split('.');
  // A name that ends in a number is an address written badly ("127.1"), which resolvers read each in their own way.
  return host.length <= 253 && labels.every((label) => hostLabel.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '');
}
