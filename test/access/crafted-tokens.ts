import { createHmac } from 'node:crypto';
import {
  encode,
  keyPairs,
  signatureOf,
  signToken,
  toJwk,
  type SigningKey,
  type TokenIssuer,
} from '../support/token-issuer.ts';

/** Tokens that nobody may be let in with, each a step away from one that is right. */

export interface Craft {
  readonly issuer: TokenIssuer;
  /** Published by the issuer. */
  readonly rsa: SigningKey;
  readonly ec: SigningKey;
  /** Where a stranger serves keys. */
  readonly strangersUri: string;
}

export interface CraftedToken {
  readonly name: string;
  readonly token: string;
}

type Cases = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;

/** All of them. */
export function craftTokens(craft: Craft): readonly CraftedToken[] {
  const { rsa, issuer } = craft;
  const header = { alg: 'RS256', kid: rsa.kid, typ: 'JWT' };
  const right = signToken(rsa, header, issuer.claims());
  const with_ = (changes: Json) => signToken(rsa, { ...header, ...changes }, issuer.claims());
  const saying = (changes: Json) => signToken(rsa, header, issuer.claims(changes));
  const all = {
    ...algorithms(craft, right),
    ...foreignKeys(craft),
    ...headers(with_, craft),
    ...claims(saying, issuer),
    ...forms(craft, right),
  };
  return Object.entries(all).map(([name, token]) => ({ name, token }));
}

/** What a token says of its own algorithm. */
function algorithms({ rsa, issuer }: Craft, right: string): Cases {
  const [, payload = '', signature = ''] = right.split('.');
  const unsigned = (alg: unknown, rest = '') => `${encode({ alg, kid: rsa.kid, typ: 'JWT' })}.${payload}.${rest}`;
  const hmac = (alg: string, secret: string | Buffer) => {
    const input = `${encode({ alg, kid: rsa.kid, typ: 'JWT' })}.${payload}`;
    return `${input}.${createHmac(alg.replace('HS', 'sha'), secret).update(input).digest('base64url')}`;
  };
  const pem = rsa.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const rs256 = `${encode({ alg: 'RS256', kid: rsa.kid, typ: 'JWT' })}.${payload}`;
  return {
    'alg none': unsigned('none'),
    'alg none without its last dot': unsigned('none').slice(0, -1),
    'alg None': unsigned('None'),
    'alg NONE': unsigned('NONE'),
    'alg nOnE': unsigned('nOnE'),
    'alg none beside a signature': unsigned('none', signature),
    'alg ""': unsigned('', signature),
    'alg null': unsigned(null, signature),
    'alg as a list': unsigned(['RS256'], signature),
    'alg as a number': unsigned(256, signature),
    'alg in lower case': unsigned('rs256', signature),
    'no alg': `${encode({ kid: rsa.kid })}.${payload}.${signature}`,
    'HS256 with the public key as PEM': hmac('HS256', pem),
    'HS256 with the public key as PEM without its last line break': hmac('HS256', pem.trimEnd()),
    'HS256 with the public key as DER': hmac('HS256', rsa.publicKey.export({ format: 'der', type: 'spki' })),
    'HS256 with the public key as JWK': hmac('HS256', JSON.stringify(toJwk(rsa))),
    'HS256 with an empty key': hmac('HS256', ''),
    'HS384 with the public key as PEM': hmac('HS384', pem),
    'HS512 with the public key as PEM': hmac('HS512', pem),
    'RS256 over an HMAC with the public key': `${rs256}.${createHmac('sha256', pem).update(rs256).digest('base64url')}`,
    'PS256, which is not configured': signToken(rsa, { alg: 'PS256', kid: rsa.kid }, issuer.claims()),
    'RS512, which is not configured': signToken(rsa, { alg: 'RS512', kid: rsa.kid }, issuer.claims()),
  };
}

/** Keys that are not the issuer's, and signatures that look like its own. */
function foreignKeys({ ec, rsa, issuer, strangersUri }: Craft): Cases {
  const stranger = keyPairs.rsa(rsa.kid);
  const p384 = keyPairs.ec(ec.kid, 'P-384');
  const by = (header: object) => signToken(stranger, { alg: 'RS256', ...header }, issuer.claims());
  const es256 = `${encode({ alg: 'ES256', kid: ec.kid })}.${encode(issuer.claims())}`;
  const ecWith = (signature: Buffer) => `${es256}.${signature.toString('base64url')}`;
  const x5c = [stranger.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')];
  const jwk = toJwk(stranger);
  return {
    'a stranger’s RSA key under the issuer’s kid': by({ kid: rsa.kid }),
    'a stranger’s RSA key without a kid': by({}),
    'a stranger’s EC key under the issuer’s kid': signToken(
      keyPairs.ec(ec.kid),
      { alg: 'ES256', kid: ec.kid },
      issuer.claims(),
    ),
    'ES256 with a key on P-384': ecWith(signatureOf(p384, 'ES256', es256)),
    'ES256 over the RSA key’s kid': signToken(ec, { alg: 'ES256', kid: rsa.kid }, issuer.claims()),
    'RS256 over the EC key’s kid': signToken(rsa, { alg: 'RS256', kid: ec.kid }, issuer.claims()),
    'ES256 with a signature of zeros': ecWith(Buffer.alloc(64)),
    'ES256 with a signature cut in half': ecWith(signatureOf(ec, 'ES256', es256).subarray(0, 32)),
    'an embedded jwk': by({ jwk }),
    'an embedded jwk under the issuer’s kid': by({ kid: rsa.kid, jwk: { ...jwk, kid: rsa.kid } }),
    'a jku of the stranger’s': by({ kid: rsa.kid, jku: strangersUri }),
    'a jku beside the issuer’s host': by({ kid: rsa.kid, jku: `${issuer.issuer}../${strangersUri}` }),
    'an x5u of the stranger’s': by({ kid: rsa.kid, x5u: strangersUri }),
    'an embedded x5c': by({ kid: rsa.kid, x5c }),
    'a kid that is a path': by({ kid: '../../../../dev/null' }),
    'a kid that is an address': by({ kid: strangersUri }),
    'a kid that is a query': by({ kid: "' UNION SELECT 'key' --" }),
  };
}

/** Signed by the issuer, with a header that must not be followed. */
function headers(with_: (changes: Json) => string, { rsa, issuer, strangersUri }: Craft): Cases {
  const unencoded = { alg: 'RS256', kid: rsa.kid, b64: false, crit: ['b64'] };
  const claims = JSON.stringify(issuer.claims());
  const input = `${encode(unencoded)}.${claims}`;
  return {
    'an unknown crit': with_({ crit: ['http://example.com/limits'], 'http://example.com/limits': true }),
    'an empty crit': with_({ crit: [] }),
    'a crit of what is known': with_({ crit: ['exp'], exp: 1 }),
    'crit as a text': with_({ crit: 'b64' }),
    'b64: false with its payload unencoded': `${input}.${signatureOf(rsa, 'RS256', input).toString('base64url')}`,
    'b64: false with its payload encoded': signToken(rsa, unencoded, claims),
    'b64: false without crit': with_({ b64: false }),
    'a jku, though signed by the issuer': with_({ jku: strangersUri }),
    'a jwk, though signed by the issuer': with_({ jwk: toJwk(rsa) }),
    'a kid that nobody published': with_({ kid: 'another' }),
    'a kid that is a number': with_({ kid: 1 }),
    'a kid that is null': with_({ kid: null }),
    'typ of a logout token': with_({ typ: 'logout+jwt' }),
    'typ of a proof of possession': with_({ typ: 'dpop+jwt' }),
    'typ of an encrypted one': with_({ typ: 'JWE' }),
    'typ as a list': with_({ typ: ['JWT'] }),
    'a compressed payload': with_({ zip: 'DEF' }),
  };
}

/** Signed by the issuer, and for another place, time or kind of caller. */
function claims(saying: (changes: Json) => string, issuer: TokenIssuer): Cases {
  const now = Math.floor(Date.now() / 1000);
  return {
    'another iss': saying({ iss: 'https://id.example.org/' }),
    'iss without its last slash': saying({ iss: issuer.issuer.slice(0, -1) }),
    'no iss': saying({ iss: undefined }),
    'iss as a list': saying({ iss: [issuer.issuer] }),
    'another aud': saying({ aud: 'accords' }),
    'a list of other auds': saying({ aud: ['a', 'ACCORD'] }),
    'an empty list of auds': saying({ aud: [] }),
    'aud as an object': saying({ aud: { accord: true } }),
    'no aud': saying({ aud: undefined }),
    'expired a second ago': saying({ exp: now - 1 }),
    'expired a year ago': saying({ exp: now - 31_536_000 }),
    'no exp': saying({ exp: undefined }),
    'exp as a text': saying({ exp: String(now + 300) }),
    'exp null': saying({ exp: null }),
    'not valid before a minute from now': saying({ nbf: now + 60 }),
    'nbf as a text': saying({ nbf: '0' }),
    'issued an hour from now': saying({ iat: now + 3600 }),
    'no sub': saying({ sub: undefined }),
    'an empty sub': saying({ sub: '' }),
    'sub as a number': saying({ sub: 7 }),
    'sub of everybody in open mode': saying({ sub: 'anonymous' }),
    'sub with a line break': saying({ sub: 'ada\n{"level":"error"}' }),
    'sub of 256 characters': saying({ sub: 'a'.repeat(256) }),
  };
}

/** The right token in a form that is none. */
function forms({ rsa, issuer }: Craft, right: string): Cases {
  const [header = '', payload = '', signature = ''] = right.split('.');
  const flipped = Buffer.from(signature, 'base64url');
  flipped[0] = (flipped[0] ?? 0) ^ 1;
  const scoped = encode({ ...issuer.claims(), scope: 'accounts:read accounts:write' });
  const one = { protected: header, signature };
  const signed = (text: string) => signToken(rsa, { alg: 'RS256', kid: rsa.kid }, text);
  return {
    '100 kB': signed(JSON.stringify(issuer.claims({ pad: 'x'.repeat(75_000) }))),
    '15 kB': signed(JSON.stringify(issuer.claims({ pad: 'x'.repeat(11_000) }))),
    'two signatures': JSON.stringify({ payload, signatures: [one, one] }),
    'flattened JSON': JSON.stringify({ payload, ...one }),
    'a detached payload': `${header}..${signature}`,
    'two parts': `${header}.${payload}`,
    'four parts': `${right}.${signature}`,
    'five parts': `${header}.${payload}.${signature}.${payload}.${signature}`,
    'two tokens': `${right},${right}`,
    'a character that base64url has not': `${header}.${payload}!.${signature}`,
    padding: `${header}.${payload}.${signature}==`,
    'plain base64': `${header}.${payload}.${Buffer.from(signature, 'base64url').toString('base64').replaceAll('=', '')}+`,
    // 256 bytes leave four bits of the last character unused: they are zero in the one right spelling.
    'another spelling of the same signature': `${header}.${payload}.${signature.slice(0, -1)}${nextLetter(signature.at(-1))}`,
    'a signature with one bit changed': `${header}.${payload}.${flipped.toString('base64url')}`,
    'a signature cut short': right.slice(0, -4),
    'no signature': `${header}.${payload}.`,
    'a payload with one scope more': `${header}.${scoped}.${signature}`,
    'a header changed': `${encode({ alg: 'RS256', kid: rsa.kid })}.${payload}.${signature}`,
    'a header that is no JSON': `${encode('RS256')}.${payload}.${signature}`,
    'a header that is a list': `${encode(['RS256'])}.${payload}.${signature}`,
    'a payload that is no JSON': signed('ada'),
    'a payload that is a list': signed(JSON.stringify([issuer.claims()])),
    'a payload that is null': signed('null'),
  };
}

function nextLetter(letter = 'A'): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(letter) + 1] ?? 'B';
}
