import type { SensitiveField } from '../scope.ts';

/** How sure a claim about a provider is: stated by its documentation, or assumed by us. */
export const Confidence = { DOCUMENTED: 'DOCUMENTED', ASSUMED: 'ASSUMED' } as const;
export type Confidence = keyof typeof Confidence;

/** What can be done with one field at one provider: a row of `SourceCapabilities.fields`. */
export interface FieldCapability {
  readonly field: string;
  readonly wireName: string;
  readonly readable: boolean;
  /** The provider has a word for yes and none for no, so that null is not an answer. Absent: it says both. */
  readonly toldOnlyIfTrue?: true;
  readonly writable: boolean;
  readonly clearable: boolean;
  /** Closed sets only. */
  readonly allowedValues: readonly string[] | null;
  readonly sideEffect: string | null;
  /** The scope beyond `accounts:write` that changing it takes; null where that one is enough. */
  readonly sensitive: SensitiveField | null;
  readonly confidence: Confidence;
}
