import type { JSONWebKeySet } from 'jose';
import { AccountError, ErrorCode } from '../../domain/errors.ts';

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;
const MAX_KEYS = 100;

/**
 * Answers the keys that are published now.
 * @throws AccountError UPSTREAM_MALFORMED; whatever `fetch` throws, where no answer arrives.
 */
export type FetchKeySet = (signal: AbortSignal) => Promise<JSONWebKeySet>;

/**
 * Fetches a JSON Web Key Set: no redirect is followed, and neither time nor size is the other side's to choose.
 */
export function fetchKeySetFrom(jwksUri: string, timeoutMs = TIMEOUT_MS): FetchKeySet {
  return async (signal) => {
    const response = await fetch(jwksUri, {
      headers: { accept: 'application/jwk-set+json, application/json' },
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw malformed(`has status ${response.status}`);
    }
    return parseKeySet(await readText(response));
  };
}

async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early cancels the rest.
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw malformed(`has more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseKeySet(text: string): JSONWebKeySet {
  let set: unknown;
  try {
    set = JSON.parse(text);
  } catch {
    throw malformed('is not JSON');
  }
  if (!isKeySet(set)) throw malformed(`is no set of 1 to ${MAX_KEYS} keys`);
  return set;
}

function malformed(what: string): AccountError {
  return new AccountError(ErrorCode.UPSTREAM_MALFORMED, `The answer of jwksUri ${what}.`);
}

function isKeySet(value: unknown): value is JSONWebKeySet {
  if (typeof value !== 'object' || value === null || !('keys' in value)) return false;
  const { keys } = value;
  return (
    Array.isArray(keys) &&
    keys.length >= 1 &&
    keys.length <= MAX_KEYS &&
    keys.every((key) => typeof key === 'object' && key !== null && !Array.isArray(key))
  );
}
