/** The mapping of the bench's plain and ordinary servers: Kibo's user to the 14 fields that the workloads ask for. */

export interface KiboUser {
  readonly id: string;
  readonly emailAddress: string | null;
  readonly userName: string | null;
  readonly phoneNumber: string | null;
  readonly localeCode: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly isActive: boolean | null;
  readonly roles: readonly KiboRole[];
  readonly systemData: {
    readonly isLocked: boolean | null;
    readonly createdOn: string | null;
    readonly updatedOn: string | null;
    readonly lastLoginOn: string | null;
  };
}

interface KiboRole {
  readonly roleName: string;
  readonly assignedInScope: { readonly type: string; readonly name: string };
}

/** An account as the workloads ask for it. */
export type PlainAccount = ReturnType<typeof toPlainAccount>;

/** Maps one user; by hand, as one would who has only these fields to think of. */
export function toPlainAccount(user: KiboUser) {
  const { systemData } = user;
  return {
    id: `kibo:${user.id}`,
    displayName: `${user.firstName ?? ''} ${user.lastName ?? ''}`.trim() || (user.userName ?? user.id),
    firstName: user.firstName,
    lastName: user.lastName,
    email: user.emailAddress,
    username: user.userName,
    phone: user.phoneNumber === null ? null : { raw: user.phoneNumber },
    locale: user.localeCode,
    status: user.isActive === null ? 'UNKNOWN' : user.isActive ? 'ACTIVE' : 'DEACTIVATED',
    locked: systemData.isLocked,
    roles: user.roles.map((role) => ({
      name: role.roleName,
      scope: `${role.assignedInScope.type} ${role.assignedInScope.name}`,
      tier: 'UNKNOWN',
    })),
    createdAt: toDate(systemData.createdOn),
    updatedAt: toDate(systemData.updatedOn),
    lastLoginAt: toDate(systemData.lastLoginOn),
  };
}

function toDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
