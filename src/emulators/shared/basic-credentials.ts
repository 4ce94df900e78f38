/** A user name and the secret that goes with it. */
export interface BasicCredentials {
  readonly username: string;
  readonly password: string;
}

/**
 * Reads an `Authorization: Basic` header as UTF-8 (RFC 7617); undefined where it is not one. The password may hold
 * colons, the user name may not.
 */
function parseBasicCredentials(authorization: string | undefined): BasicCredentials | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** True when the header carries exactly these credentials. */
export function hasBasicCredentials(authorization: string | undefined, expected: BasicCredentials): boolean {
  const given = parseBasicCredentials(authorization);
  return given?.username === expected.username && given.password === expected.password;
}
