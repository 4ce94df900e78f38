import { inspect } from 'node:util';

const SHOWN = '[secret]';

/**
 * A value that must never be seen: a password, a key, a token.
 *
 * It prints as `[secret]` in logs, errors, JSON, template strings and `util.inspect`, so that leaking it takes a
 * deliberate call of {@link Secret.reveal}, which a reviewer can search for.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Call it only where the bytes leave for the provider. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  [inspect.custom](): string {
    return SHOWN;
  }
}
