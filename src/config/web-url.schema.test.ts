import { describe, expect, it } from '@jest/globals';
import { baseUrlSetting, endpointUrlSetting, verbatimUrlSetting } from './web-url.schema.ts';

describe('baseUrlSetting', () => {
  it.each([
    ['https://api.kameleoon.com', 'https://api.kameleoon.com'],
    ['https://api.kameleoon.com/', 'https://api.kameleoon.com'],
    ['https://home.euw1.kibocommerce.com/api', 'https://home.euw1.kibocommerce.com/api'],
    ['https://home.example.com/api//', 'https://home.example.com/api'],
    ['HTTPS://Example.COM:443/Api', 'https://example.com/Api'],
    ['https://example.com:8443/a@b', 'https://example.com:8443/a@b'],
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
    ['http://127.9.9.9/x', 'http://127.9.9.9/x'],
    ['http://[::1]:4010/x/', 'http://[::1]:4010/x'],
    ['http://localhost:4010', 'http://localhost:4010'],
  ])('reads %s', (text, url) => {
    expect(baseUrlSetting.parse(text)).toBe(url);
  });

  const https = 'must be https; plain http is only for a loopback host (127.0.0.0/8, ::1 or localhost)';
  const user = 'must not hold a user name or password; they belong in auth';
  const query = 'must have no query and no fragment ("?" and "#")';
  const absolute = 'must be an absolute URL such as https://api.example.com';
  it.each([
    ['http://api.example.com', https],
    ['http://localhost.example.com', https],
    ['http://127.0.0.1.example.com', https],
    ['http://0.0.0.0', https],
    ['https://user@example.com', user],
    ['https://user:cAnArY@example.com/x', user],
    ['https://:cAnArY@example.com', user],
    ['https://@example.com', user],
    ['http://user:cAnArY@127.0.0.1', user],
    ['https://example.com?key=cAnArY', query],
    ['https://example.com/a?', query],
    ['https://example.com/#cAnArY', query],
    ['https://example.com/a#', query],
    ['', absolute],
    ['api.example.com', absolute],
    ['/api', absolute],
    ['https:example.com', absolute],
    ['https:/example.com', absolute],
    ['https://', absolute],
    ['https:///x', absolute],
    ['https://exa mple.com', absolute],
    ['https://example.com/a b', absolute],
    ['https://example.com\n', absolute],
    ['https://exam\tple.com', absolute],
    ['https://example.com\\@evil.example', absolute],
    ['https://example.com/..\\x', absolute],
    ['ftp://example.com', absolute],
    ['file:///etc/passwd', absolute],
    ['https://example.com:99999', absolute],
    ['https://exámple.com', absolute],
  ])('refuses %j without repeating it', (text, message) => {
    expect(baseUrlSetting.safeParse(text).error?.issues.map((issue) => issue.message)).toEqual([message]);
  });

  it('tells a missing one from one of another type', () => {
    const messages = [undefined, 5, null].map((value) => baseUrlSetting.safeParse(value).error?.issues[0]?.message);
    expect(messages).toEqual([
      'is missing; it must be a URL such as https://api.example.com',
      'must be a URL such as https://api.example.com',
      'must be a URL such as https://api.example.com',
    ]);
  });
});

describe('the other addresses', () => {
  it('an endpoint keeps the slash at the end of its path', () => {
    expect(endpointUrlSetting.parse('https://example.com/oauth/token/')).toBe('https://example.com/oauth/token/');
    expect(endpointUrlSetting.safeParse('http://example.com/oauth').success).toBe(false);
  });

  it('an issuer is checked and stays as it was written', () => {
    expect(verbatimUrlSetting.parse('https://ID.example.com')).toBe('https://ID.example.com');
    expect(verbatimUrlSetting.safeParse('http://id.example.com/').success).toBe(false);
  });
});
