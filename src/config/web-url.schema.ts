import { z } from 'zod';
import { isLoopbackHost } from './loopback.ts';
import { expected } from './scalar.schema.ts';

/** A provider's address: given back with its path as a prefix and without a slash at the end. */
export const baseUrlSetting = webUrl((url) => url.origin + url.pathname.replace(/\/+$/, ''));

/** The address of one endpoint: its path stays as it is. */
export const endpointUrlSetting = webUrl((url) => url.origin + url.pathname);

/** An address that is compared letter by letter elsewhere, and so is checked but kept as written. */
export const verbatimUrlSetting = webUrl((_url, text) => text);

/** A web origin, given back as browsers write it: in lower case, and without a port that goes without saying. */
export const originSetting = webUrl((_url, text) => text)
  .refine(
    (text) => URL.parse(text)?.pathname === '/' && !text.includes('*'),
    'must be an origin such as https://app.example.com, without a path and without "*"',
  )
  .transform((text) => new URL(text).origin);

function webUrl(toText: (url: URL, text: string) => string): z.ZodType<string, string> {
  return z.string({ error: expected('a URL such as https://api.example.com') }).transform((text, context) => {
    const found = readWebUrl(text);
    if (found instanceof URL) return toText(found, text);
    context.addIssue({ code: 'custom', message: found });
    return z.NEVER;
  });
}

/** The URL, or what is wrong with it. The text itself is never repeated: it may hold a password. */
function readWebUrl(text: string): URL | string {
  const parts = /^(https?):\/\/([^/?#\\]+)([^?#]*)([?#])?/i.exec(text);
  const url = URL.parse(text);
  // The URL parser forgives line breaks, backslashes and missing slashes; somebody who wrote them meant something else.
  if (parts === null || url === null || !/^[\x21-\x7e]+$/.test(text) || text.includes('\\')) {
    return 'must be an absolute URL such as https://api.example.com';
  }
  if (parts[2]?.includes('@') === true) return 'must not hold a user name or password; they belong in auth';
  if (parts[4] !== undefined) return 'must have no query and no fragment ("?" and "#")';
  if (url.protocol !== 'https:' && !isLoopbackHost(url.hostname)) {
    return 'must be https; plain http is only for a loopback host (127.0.0.0/8, ::1 or localhost)';
  }
  return url;
}
