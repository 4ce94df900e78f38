import { createHash } from 'node:crypto';
import type { Caller } from '../../domain/caller.ts';
import type { Keys } from './key-store.ts';

/** What a token was found to say. */
export interface VerifiedToken {
  readonly caller: Caller;
  readonly expiresAtMs: number;
  /** It was verified with one of these, and has to be verified again when others are published. */
  readonly keys: Keys;
}

const MAX_TOKENS = 1_000;

/** The tokens that were verified lately, each under its SHA-256: the token itself is not kept. */
export class VerifiedTokens {
  readonly #tokens = new Map<string, VerifiedToken>();

  /** What is known of a token; null where it has to be verified. */
  get(token: string, keys: Keys, now: number): VerifiedToken | null {
    const name = hash(token);
    const known = this.#tokens.get(name);
    if (!known) return null;
    this.#tokens.delete(name);
    if (known.keys !== keys || known.expiresAtMs <= now) return null;
    // Last in the order, so that the first is the one that nobody has used for longest.
    this.#tokens.set(name, known);
    return known;
  }

  set(token: string, verified: VerifiedToken): void {
    this.#tokens.set(hash(token), verified);
    const [oldest] = this.#tokens.keys();
    if (this.#tokens.size > MAX_TOKENS && oldest !== undefined) this.#tokens.delete(oldest);
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
