import { registerEnumType } from 'type-graphql';
import {
  AccountKind,
  AccountStatus,
  AccountStatusReason,
  Freshness,
  MissingReason,
  RoleTier,
} from '../domain/account.ts';
import { AccountFilterField } from '../domain/account-filter.ts';
import { ErrorCode } from '../domain/errors.ts';
import { Confidence } from '../domain/fields/capability.ts';
import { OperationState } from '../domain/operation.ts';
import { SensitiveField } from '../domain/scope.ts';
import { CredentialState, SourceState } from '../domain/source.ts';
import { ChangeEffect, UpdateOutcome, WarningCode } from '../domain/update.ts';
import { errorCodeDescriptions } from './error-code.descriptions.ts';

/** The graph's enums are the domain's own value lists; here they get their names and descriptions. */

/** Filled with the registry's providers before the schema is built, so that a new provider adds itself. */
export const ProviderEnum: Record<string, string> = {};
const providerDescriptions: Record<string, { readonly description: string }> = {};

/** Gives the enum `Provider` its values. */
export function nameProviders(providers: readonly { readonly graphqlName: string; readonly title: string }[]): void {
  for (const { graphqlName, title } of providers) {
    ProviderEnum[graphqlName] = graphqlName;
    providerDescriptions[graphqlName] = { description: `${title}.` };
  }
}

/** The life-cycle states that a unified update can ask for. */
export const WritableStatus = { ACTIVE: 'ACTIVE', DEACTIVATED: 'DEACTIVATED' } as const;

registerEnumType(ProviderEnum, {
  name: 'Provider',
  description: 'A service that holds accounts.',
  valuesConfig: providerDescriptions,
});
registerEnumType(AccountKind, {
  name: 'AccountKind',
  description: 'What an account stands for.',
  valuesConfig: {
    USER: { description: 'A person.' },
    TENANT: { description: 'An organization’s member account, as Huawei Cloud has them.' },
  },
});
registerEnumType(AccountStatus, {
  name: 'AccountStatus',
  description: 'The life cycle in words common to all providers; the raw value is `providerStatus`.',
  valuesConfig: {
    ACTIVE: { description: 'In use.' },
    PENDING: { description: 'Created, and not yet confirmed or activated.' },
    SUSPENDED: { description: 'Kept from signing in for now.' },
    DEACTIVATED: { description: 'Switched off.' },
    CLOSING: { description: 'On its way to be closed for good.' },
    UNKNOWN: { description: 'The provider’s value is none that Accord knows.' },
  },
});
registerEnumType(AccountStatusReason, {
  name: 'AccountStatusReason',
  description: 'Why an account is not plainly active, where the provider says so.',
  valuesConfig: {
    UNVERIFIED: { description: 'Nobody has confirmed it yet.' },
    EXPIRED: { description: 'Its time is over.' },
    UNPAID: { description: 'Somebody owes the provider money.' },
    LOGIN_FAILURES: { description: 'Locked after failed sign-ins.' },
    ADMINISTRATOR: { description: 'An administrator switched it off.' },
    UNKNOWN: { description: 'The provider gives a reason that Accord does not know.' },
  },
});
registerEnumType(Freshness, {
  name: 'Freshness',
  description: 'How an account was learned.',
  valuesConfig: {
    LIVE: { description: 'Read from the provider for this request.' },
    CACHED: { description: 'Read for an earlier request, at `observedAt`; no update through Accord has come since.' },
    SNAPSHOT: { description: 'The provider’s last answer; it offers no read.' },
  },
});
registerEnumType(RoleTier, {
  name: 'RoleTier',
  description: 'A role’s weight, as advice for readers. Never a basis for authorization.',
  valuesConfig: {
    OWNER: { description: 'May do everything, and hand it on.' },
    ADMIN: { description: 'Manages others.' },
    MEMBER: { description: 'Works there.' },
    LIMITED: { description: 'May do less than most.' },
    UNKNOWN: { description: 'The role is none that Accord knows.' },
  },
});
registerEnumType(AccountFilterField, {
  name: 'AccountFilterField',
  description: 'A field of AccountFilter that depends on the account itself.',
  valuesConfig: {
    EMAIL: { description: 'The main e-mail address.' },
    STATUS: { description: 'The life cycle.' },
    SEARCH: { description: 'A part of a name, the username or the e-mail address.' },
  },
});
registerEnumType(Confidence, {
  name: 'Confidence',
  description: 'What a claim about a provider rests on.',
  valuesConfig: {
    DOCUMENTED: { description: 'The provider’s documentation states it.' },
    ASSUMED: { description: 'No documentation states it; it is the careful reading.' },
  },
});
registerEnumType(SensitiveField, {
  name: 'SensitiveField',
  description: 'What takes a scope of its own to be changed.',
  valuesConfig: {
    STATUS: { description: 'Whether the account can be used.' },
    ROLES: { description: 'What the account may do.' },
    PASSWORD: { description: 'What one signs in with.' },
    MFA: { description: 'Whether a second factor is asked for.' },
  },
});
registerEnumType(SourceState, {
  name: 'SourceState',
  description: 'How a source has answered lately.',
  valuesConfig: {
    UP: { description: 'The last call was answered.' },
    DEGRADED: { description: 'The last call failed; earlier ones succeeded.' },
    DOWN: { description: 'No call has succeeded.' },
    UNTRIED: { description: 'It has not been called yet.' },
  },
});
registerEnumType(CredentialState, {
  name: 'CredentialState',
  description: 'How a source’s credentials have fared lately.',
  valuesConfig: {
    OK: { description: 'Accepted.' },
    EXPIRED: { description: 'Accepted once, and refused since.' },
    REFUSED: { description: 'Never accepted.' },
    UNTRIED: { description: 'Not used yet.' },
  },
});
registerEnumType(UpdateOutcome, {
  name: 'UpdateOutcome',
  description: 'How an update ended.',
  valuesConfig: {
    APPLIED: { description: 'Every change was accepted; `changes` tells which of them were seen to hold.' },
    PARTIALLY_APPLIED: { description: 'The provider accepted the call and ignored some of the changes.' },
    NO_CHANGE: { description: 'The account is so already; nothing was sent.' },
    PLANNED: { description: 'A dry run: `plan` says what would be sent.' },
    PENDING: { description: 'An update with the same idempotency key is under way.' },
    CONFLICT: { description: 'The account is not at `ifVersion` any more; nothing was sent.' },
    REJECTED: { description: 'Nothing has changed; `userErrors` says why.' },
    UNKNOWN: { description: 'The call left, and whether it took effect could not be learned.' },
  },
});
registerEnumType(ChangeEffect, {
  name: 'ChangeEffect',
  description: 'What became of one change.',
  valuesConfig: {
    PLANNED: { description: 'Not sent.' },
    APPLIED: { description: 'Seen in what the provider holds now.' },
    DROPPED_BY_PROVIDER: { description: 'Sent, and not to be seen in what the provider holds now.' },
    UNVERIFIED: { description: 'Sent, and impossible to see.' },
  },
});
registerEnumType(WarningCode, {
  name: 'WarningCode',
  description: 'What a caller should know of an update beside its outcome.',
  valuesConfig: {
    LOSSY: { description: 'The provider can keep a part of the value only.' },
    SIDE_EFFECT: { description: 'The provider does something else too, such as sending mail.' },
    ASSUMED_SEMANTICS: { description: 'The provider does not document what it makes of this value.' },
    STALE_BASE: { description: 'The update was worked out from an earlier answer of the provider.' },
  },
});
registerEnumType(WritableStatus, {
  name: 'WritableStatus',
  description: 'A life-cycle state that can be asked for.',
  valuesConfig: { ACTIVE: { description: 'In use.' }, DEACTIVATED: { description: 'Switched off.' } },
});
registerEnumType(ErrorCode, {
  name: 'ErrorCode',
  description: 'Every way in which Accord refuses or fails. In GraphQL errors it is `extensions.code`.',
  valuesConfig: errorCodeDescriptions,
});
registerEnumType(MissingReason, {
  name: 'MissingReason',
  description: 'Why a null is not an answer.',
  valuesConfig: {
    NOT_SUPPORTED: { description: 'The provider knows no such field.' },
    NOT_FETCHED: { description: 'It was not asked for.' },
    REDACTED: { description: 'It is there and not shown.' },
  },
});
registerEnumType(OperationState, {
  name: 'OperationState',
  description: 'How an operation ended, or that it has not yet.',
  valuesConfig: {
    PENDING: { description: 'Accepted, and nothing has been sent.' },
    IN_FLIGHT: { description: 'Recorded before its call left, and not ended since.' },
    APPLIED: { description: 'Every change was accepted.' },
    PARTIALLY_APPLIED: { description: 'Some changes took effect.' },
    NO_CHANGE: { description: 'The account was so already; nothing was sent.' },
    REJECTED: { description: 'Nothing has changed.' },
    CONFLICT: { description: 'The account was not at the version that the caller knew; nothing was sent.' },
    UNKNOWN: { description: 'The call left, and nobody can tell so far whether it took effect.' },
  },
});
