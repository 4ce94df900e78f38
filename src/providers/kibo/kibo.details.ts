import type { AccountDetails, AccountRole } from '../../domain/account.ts';
import type { KiboRole } from './kibo.wire.ts';

/** What Kibo says of a user that has no unified field. `password` is never among it. */
export interface KiboDetails extends AccountDetails {
  readonly __typename: 'KiboDetails';
  /** The key in somebody else's system; not `Account.externalId`, which is Kibo's own. */
  readonly externalId: string | null;
  readonly localeCode: string | null;
  readonly optInToEmail: boolean | null;
  readonly optInToTextMessage: boolean | null;
  readonly isActive: boolean | null;
  readonly identityProviderId: string | null;
  readonly lastPasswordChangeOn: Date | null;
  readonly lastLockedOn: Date | null;
  readonly failedLoginAttemptCount: number | null;
  readonly remainingLoginAttempts: number | null;
  readonly firstFailedLoginAttemptOn: Date | null;
  readonly roles: readonly KiboRole[];
}

/** Details for the field table to fill. */
export function emptyKiboDetails(): KiboDetails {
  return {
    __typename: 'KiboDetails',
    externalId: null,
    localeCode: null,
    optInToEmail: null,
    optInToTextMessage: null,
    isActive: null,
    identityProviderId: null,
    lastPasswordChangeOn: null,
    lastLockedOn: null,
    failedLoginAttemptCount: null,
    remainingLoginAttempts: null,
    firstFailedLoginAttemptOn: null,
    roles: [],
  };
}

/** A role in one line. Kibo names its roles freely, so none of them says anything about its weight. */
export function toAccountRole(role: KiboRole): AccountRole | null {
  const name = role.roleName ?? role.roleId;
  return name === null ? null : { name, scope: toScope(role), tier: 'UNKNOWN' };
}

function toScope({ assignedInScope }: KiboRole): string | null {
  if (assignedInScope === null) return null;
  const { type, name, id } = assignedInScope;
  const which = name ?? id;
  if (type !== null && which !== null) return `${type} ${which}`;
  const one = type ?? which;
  return one === '' ? null : one;
}
