import type { Expectation, ToldError } from './contract.ts';

/** How the cells of a contract say what they expect. What is left out is: nothing of the kind. */

type Rest = Partial<Omit<Expectation, 'outcome' | 'errors'>>;

const nothing = { errors: [], warnings: [], changes: [], body: null, stored: {} } as const;

/** One write call leaves, and everything takes effect. */
export function applied(rest: Rest): Expectation {
  return { ...nothing, outcome: 'APPLIED', ...rest };
}

/** One write call leaves, and the provider refuses it; each change is still told as planned. */
export function refusedByProvider(error: ToldError, rest: Rest): Expectation {
  return { ...nothing, outcome: 'REJECTED', errors: [error], ...rest };
}

/** Accord refuses before any call, also before a read. */
export function refused(code: string, field: readonly string[], rest: Rest = {}): Expectation {
  return { ...nothing, outcome: 'REJECTED', errors: [{ code, field }], calls: [], ...rest };
}

/** The graph refuses the variables: the update never begins. */
export function notInput(): Expectation {
  return { ...nothing, outcome: 'GRAPHQL', errors: [{ code: 'BAD_USER_INPUT' }], calls: [] };
}

/** It is so already: nothing is written. */
export function unchanged(rest: Rest = {}): Expectation {
  return { ...nothing, outcome: 'NO_CHANGE', ...rest };
}
