import { isObject, parseBoolean, parseId, parseText, type UnknownObject } from '../../domain/lenient.ts';

/**
 * The user as WACM's "Update Channel Account User" page shows it (`ChannelAccountUserResponse`), read leniently: the
 * page's own example spells booleans "True" and ids "67890" where its schema says boolean and integer.
 *
 * Plain JSON, dates included, since this is what a snapshot keeps.
 */
export interface WacmUser {
  readonly id: string;
  readonly channelAccountId: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly userRole: string | null;
  readonly status: string | null;
  readonly verified: boolean | null;
  readonly mfa: boolean | null;
  readonly imageUrl: string | null;
  readonly creationDate: string | null;
  readonly address1: string | null;
  readonly address2: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  readonly phone: string | null;
  readonly isSsoUser: boolean | null;
}

/** Reads a user; null where the value is none. */
export function parseWacmUser(value: unknown): WacmUser | null {
  if (!isObject(value)) return null;
  const id = parseId(value.id);
  if (id === null) return null;
  return {
    id,
    channelAccountId: parseId(value.channelAccountId),
    firstName: parseText(value.firstName),
    lastName: parseText(value.lastName),
    email: parseText(value.email),
    userRole: parseText(value.userRole),
    status: parseText(value.status),
    verified: parseBoolean(value.verified),
    mfa: parseBoolean(value.mfa),
    imageUrl: parseText(value.imageUrl),
    creationDate: parseText(value.creationDate),
    address1: parseText(value.address1),
    address2: parseText(value.address2),
    country: parseText(value.country),
    city: parseText(value.city),
    state: parseText(value.state),
    zip: parseText(value.zip),
    phone: parseText(value.phone),
    isSsoUser: parseBoolean(value.isSsoUser),
  };
}

/** What an answer within 2xx says. */
export type WacmAnswer =
  /** Carried out; `user` is null where the answer does not show it. */
  | { readonly kind: 'done'; readonly user: WacmUser | null }
  /** Not carried out, whatever the HTTP status says. */
  | { readonly kind: 'refused' }
  /** Not a form that WACM documents. */
  | { readonly kind: 'malformed' };

/**
 * Reads the envelope `{success, code, message, data}`. `success` decides, not the HTTP status and not its truthiness:
 * "False" is false. An older rendering of the reference shows the bare user instead of the envelope.
 */
export function parseWacmAnswer(value: unknown): WacmAnswer {
  if (!isObject(value)) return { kind: 'malformed' };
  const success = 'success' in value ? parseBoolean(value.success) : undefined;
  if (success === false || (success === undefined && isRefusalWithoutEnvelope(value))) return { kind: 'refused' };
  // No data: an empty one, or the bare user's own fields around it.
  const document = value.data ?? ('id' in value ? value : null);
  const user = parseWacmUser(document);
  if (success === true) return user !== null || document === null ? { kind: 'done', user } : { kind: 'malformed' };
  const isBareUser = success === undefined && document === value && user !== null;
  return isBareUser ? { kind: 'done', user } : { kind: 'malformed' };
}

/** The guide's short form: `{"error": "Invalid API key", "code": 401}`. */
function isRefusalWithoutEnvelope(value: UnknownObject): boolean {
  return typeof value.error === 'string' && !('data' in value) && !('id' in value);
}
