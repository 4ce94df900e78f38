import type { Emulator, Fields } from '../../src/emulators/shared/emulator.ts';
import type { Fault, FaultRule } from '../../src/emulators/shared/faults.ts';
import type { RunningAccord, RunningAccordOptions } from '../support/running-accord.ts';

/**
 * The words of a contract: what a provider's page promises, written down by hand as tables, never worked out from the
 * product's own field tables. `suite.ts` turns them into checks with permanent ids.
 */

/** The emulators' names, which are also the source ids. */
export type ProviderId = keyof RunningAccord['emulators'];

/** A patch as a client sends it. */
export type PatchInput = Readonly<Record<string, unknown>>;

/** How the world is before a check. */
export interface Situation {
  /** A seeded account's key. Default: the contract's account. Not where each check needs an account of its own. */
  readonly account?: string;
  /** Fields of the account, in the provider's names, put there behind the API's back. `undefined` takes one away. */
  readonly given?: Fields;
  readonly faults?: readonly FaultRule[];
  /** Where the provider cannot be read: Accord has never heard of the account. Default false. */
  readonly unseen?: boolean;
}

/** An error told to the client. */
export interface ToldError {
  readonly code: string;
  /** The path in the input; null for none. Default null. */
  readonly field?: readonly string[] | null;
  readonly retryAfterSeconds?: number | null;
  /** Part of the message. */
  readonly says?: string;
}

/** A change that is told: field, from, to, and its effect, which is APPLIED unless given. */
export type ToldChange = readonly [field: string, from: unknown, to: unknown, effect?: string];

/** What an update must come to. Every list is the whole list. */
export interface Expectation {
  /** `GRAPHQL`: the graph refuses the variables, and nothing is run. */
  readonly outcome: string;
  readonly errors: readonly ToldError[];
  /** Code and field. */
  readonly warnings: readonly (readonly [code: string, field: string | null])[];
  readonly changes: readonly ToldChange[];
  /** The exact text of the body of the one write call, or how it follows from the account before; null: no write. */
  readonly body: string | ((before: Fields) => string) | null;
  /** The kinds of the calls that leave, tokens aside. Default: by outcome and body, as the contract says. */
  readonly calls?: readonly string[];
  /** The fields that the provider holds otherwise afterwards. All others must be the same, byte for byte. */
  readonly stored: Fields;
}

/** One update and what must come of it. */
export interface Cell extends Situation {
  readonly patch: PatchInput;
  readonly expect: Expectation;
}

/** A cell beyond the table of fields, with an id and a sentence of its own. */
export interface Case extends Cell {
  readonly id: string;
  readonly says: string;
  /** Sent through `updateAccount`, in unified fields, instead of the provider's own mutation. */
  readonly unified?: boolean;
}

/** The six ways to name a field, or not. */
export const cellKinds = ['ABSENT', 'NULL', 'EMPTY', 'VALUE', 'TOO-LONG', 'WRONG-TYPE'] as const;
export type CellKind = (typeof cellKinds)[number];

/** A writable field's row: ids are `<prefix>-<id>-<kind>`. */
export interface FieldCells {
  /** The patch's name of it, nested ones with a dot: `address.city`. */
  readonly field: string;
  readonly id: string;
  readonly cells: Readonly<Record<CellKind, Cell>>;
}

/** A way for the provider to fail. Ids: `<id>-READ` for a read and for the read before an update, `<id>-WRITE`. */
export interface ErrorCheck {
  readonly id: string;
  readonly says: string;
  readonly fault: Fault;
  /** What a read tells; null: there is no such account, which is no error. */
  readonly read?: ToldError | null;
  /** What an update tells whose write call meets the fault. */
  readonly write?: ToldError & {
    readonly outcome: string;
    /** Write calls that left; default 1. */ readonly calls?: number;
  };
  /** `token`: the fault meets the request for a new token, after the old one was revoked. Default: the call itself. */
  readonly at?: 'token';
  /** Text of the provider that may show in no answer and no log. */
  readonly hides?: readonly string[];
}

/** A field of the provider's answer and where it shows in the graph. */
export interface ReadCheck {
  readonly id: string;
  /** The page's name of the field, nested ones with a dot. */
  readonly wire: string;
  /** What the provider holds, and what the graph shows for it, by path below the account: `phone.raw`. */
  readonly shows?: readonly (readonly [given: Fields, shown: Readonly<Record<string, unknown>>])[];
  /** Instead: the provider shows this text in this field, and the graph and the log must not. */
  readonly hidden?: readonly [given: Fields, canary: string];
}

/** One provider's contract. */
export interface Contract {
  readonly provider: ProviderId;
  /** Starts every check's id. */
  readonly prefix: string;
  /** The emulators' options for these checks. */
  readonly emulators?: RunningAccordOptions['emulators'];
  readonly graph: {
    readonly mutation: string;
    readonly input: string;
    /** The patch's input type. */
    readonly patch: string;
    /** The details' object type. */
    readonly details: string;
  };
  /** The account of all checks that name no other, and what it is before each of them. */
  readonly account: {
    /** A key of the seed; a function where each check must have an account of its own: it is given 1, 2, 3, … */
    readonly key: string | ((count: number) => string);
    readonly given: Fields | ((key: string) => Fields);
  };
  /** The write call of the page, path with the base path of the emulator. */
  readonly write: { readonly method: string; readonly path: (key: string) => string };
  /** Headers of the write call: each as it is, or as an asymmetric matcher. */
  readonly headers: Readonly<Record<string, unknown>>;
  /** The kinds of calls of one update, in order, where it is accepted, refused by the provider, or nothing to do. */
  readonly calls: Readonly<Record<'accepted' | 'refused' | 'unchanged', readonly string[]>>;
  /** Fields that the provider sets itself with each write, nested ones with a dot. Default none. */
  readonly stamps?: readonly string[];
  /** Texts that may show in no answer and no log: credentials, tokens, and what the provider should not have told. */
  readonly secrets: readonly string[];
  /** A plain update for the error checks. */
  readonly probe: PatchInput;
  /** Where the provider cannot be read: an update, sent before each check, whose answer makes the account known. */
  readonly prime?: (account: Fields) => PatchInput;
  /** Every field of the page's answer, by hand. */
  readonly response: readonly string[];
  readonly fields: readonly FieldCells[];
  readonly cases: readonly Case[];
  readonly errors: readonly ErrorCheck[];
  readonly reads: readonly ReadCheck[];
  /** Checks of no other shape; called while the suite is described. */
  readonly extra?: (scene: () => Scene) => void;
}

/** What a check runs on. */
export interface Scene {
  readonly accord: RunningAccord;
  readonly emulator: Emulator;
}
