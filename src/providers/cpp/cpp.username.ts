// "name.surname", "name.surname2" or "name.surname@domain", says the page of Username; older names may have no dot.
const USERNAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;
const DOMAIN = /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/;
const MAX_LENGTH = 254;

/** Whether a text can be the domain of a user name. */
function isDomain(text: string): boolean {
  return text.length <= MAX_LENGTH && DOMAIN.test(text);
}

/**
 * The one spelling of a user name, whichever of them came: lower case, with the domain. Null: it is no user name.
 *
 * The page calls "cpp.hr" the default domain, so that "ana.kovac" and "Ana.Kovac@cpp.hr" are one account.
 */
export function canonicalUsername(text: string, defaultDomain: string): string | null {
  const [local = '', domain = defaultDomain, ...rest] = text.split('@');
  if (rest.length > 0 || !USERNAME.test(local) || !isDomain(domain)) return null;
  const canonical = `${local}@${domain}`.toLowerCase();
  return canonical.length <= MAX_LENGTH ? canonical : null;
}

/**
 * What to ask for to find an account by its canonical name: the short form first, which a filter by a part of the name
 * finds in either form; then the full one, in case only whole names match.
 */
export function usernamesToAsk(canonical: string, defaultDomain: string): readonly string[] {
  const suffix = `@${defaultDomain}`;
  return canonical.endsWith(suffix) ? [canonical.slice(0, -suffix.length), canonical] : [canonical];
}
