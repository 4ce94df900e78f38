import type { AccountDetails, AccountDraft } from '../account.ts';
import type { JsonValue } from '../json-value.ts';
import type { SensitiveField } from '../scope.ts';
import type { Codec } from './codec.ts';
import type { Confidence, FieldCapability } from './capability.ts';

/** What null in a patch becomes on the wire, or why it is refused. */
export type ClearRule = { readonly to: null | ''; readonly confidence: Confidence } | { readonly refused: string };

export interface FieldWrite<Value extends JsonValue = JsonValue> {
  readonly codec: Codec<Value>;
  readonly clear: ClearRule;
  /** The key in the request's body, where it differs from the answer's. */
  readonly wireName?: string;
  /** The value is shown nowhere: not in changes, plans or records. */
  readonly secret?: boolean;
}

/**
 * One row of a provider's field table. The table drives everything that is said or done about a field: the account
 * that is read, the request that is written, the changes, the capabilities and the table in the provider's README.
 */
export interface Field<Wire, Details extends AccountDetails> {
  /** The field's name in the graph: "email", "address.city"; what only a patch or the details know, by that name. */
  readonly name: string;
  /** The provider's name for it. */
  readonly wireName: string;
  readonly confidence: Confidence;
  /** The provider has a word for yes and none for no. */
  readonly toldOnlyIfTrue?: true;
  /** What else the provider does when the field changes. */
  readonly sideEffect?: string;
  /** Changing it takes a scope of its own. */
  readonly sensitive?: SensitiveField;
  /** Puts the datum into the account. */
  readonly read?: (draft: AccountDraft<Details>, wire: Wire) => void;
  /** The field's value in the vocabulary of the patch, to compare with. Absent: it cannot be read back. */
  readonly current?: (wire: Wire) => JsonValue;
  readonly write?: FieldWrite;
  readonly writtenThrough?: WrittenThrough;
}

/** How a unified field without a `write` of its own is written: translateUnified turns it into other rows' fields. */
export interface WrittenThrough {
  /** The provider's names of those fields. */
  readonly wireName: string;
  /** What a unified patch can give. */
  readonly allowedValues: readonly string[];
}

/** A row as it is written down: `from` takes the value out of the answer, `into` puts it into the account. */
export interface FieldSpec<Wire, Details extends AccountDetails, Value extends JsonValue> {
  readonly name: string;
  readonly wireName: string;
  readonly confidence?: Confidence;
  readonly toldOnlyIfTrue?: true;
  readonly sideEffect?: string;
  readonly sensitive?: SensitiveField;
  readonly from?: (wire: Wire) => Value;
  readonly into?: (draft: AccountDraft<Details>, value: Value) => void;
  /** Where the account takes more than `from` gives, for example a Date: instead of `into`. */
  readonly read?: (draft: AccountDraft<Details>, wire: Wire) => void;
  readonly write?: FieldWrite<NonNullable<Value>>;
  readonly writtenThrough?: WrittenThrough;
}

/** Answers the function that writes rows of one provider's table, so that each row's types follow from its `from`. */
export function fieldsOf<Wire, Details extends AccountDetails>() {
  return <Value extends JsonValue>(spec: FieldSpec<Wire, Details, Value>): Field<Wire, Details> => {
    const { from, into } = spec;
    const read =
      spec.read ??
      (from && into
        ? (draft: AccountDraft<Details>, wire: Wire) => {
            into(draft, from(wire));
          }
        : undefined);
    return {
      name: spec.name,
      wireName: spec.wireName,
      confidence: spec.confidence ?? 'DOCUMENTED',
      ...(spec.toldOnlyIfTrue && { toldOnlyIfTrue: true as const }),
      ...(spec.sideEffect !== undefined && { sideEffect: spec.sideEffect }),
      ...(spec.sensitive && { sensitive: spec.sensitive }),
      ...(read && { read }),
      ...(from && { current: from }),
      // A codec accepts unknown JSON first and answers its own type, so it serves any value.
      ...(spec.write && { write: spec.write }),
      ...(spec.writtenThrough && { writtenThrough: spec.writtenThrough }),
    };
  };
}

/** A table's rows as clients see them. */
export function toCapabilities<Wire, Details extends AccountDetails>(
  fields: readonly Field<Wire, Details>[],
): readonly FieldCapability[] {
  return fields.map((field) => ({
    field: field.name,
    wireName: wireNamesOf(field),
    readable: field.read !== undefined,
    ...(field.toldOnlyIfTrue && { toldOnlyIfTrue: true as const }),
    writable: field.write !== undefined || field.writtenThrough !== undefined,
    clearable: field.write !== undefined && 'to' in field.write.clear,
    allowedValues: field.write?.codec.allowedValues ?? field.writtenThrough?.allowedValues ?? null,
    sideEffect: field.sideEffect ?? null,
    sensitive: field.sensitive ?? null,
    confidence: field.confidence,
  }));
}

// Two names where a field is answered under one and written under another.
function wireNamesOf({
  wireName,
  write,
  writtenThrough,
}: Pick<Field<never, never>, 'wireName' | 'write' | 'writtenThrough'>): string {
  const written = write?.wireName ?? writtenThrough?.wireName;
  return written === undefined || written === wireName ? wireName : `${wireName} / ${written}`;
}
