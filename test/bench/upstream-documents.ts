/** What the bench's upstream knows: 200 users as Kibo's page shows them, about 600 bytes each. */
export const USERS = 200;

const systemData = {
  isPasswordChangeRequired: false,
  lastPasswordChangeOn: '2024-11-07T05:31:56Z',
  isLocked: false,
  lastLockedOn: null,
  failedLoginAttemptCount: 0,
  remainingLoginAttempts: 5,
  firstFailedLoginAttemptOn: null,
  lastLoginOn: '2025-01-02T03:04:05Z',
  createdOn: '2023-11-07T05:31:56Z',
  updatedOn: '2025-01-02T03:04:05Z',
};

/** The document of one user. */
export function userDocument(index: number): object {
  const id = `user-${index}`;
  return {
    emailAddress: `${id}@example.com`,
    userName: `${id}@example.com`,
    phoneNumber: '+385 1 4870 111',
    externalId: `ext-${id}`,
    localeCode: 'en-US',
    firstName: 'Ana',
    lastName: 'Kovač',
    optInToEmail: true,
    optInToTextMessage: false,
    id,
    roles: [{ roleId: 1, roleName: 'Buyer', assignedInScope: { type: 'Tenant', id: 100, name: 'Example' } }],
    isActive: true,
    identityProviderId: null,
    systemData,
  };
}

/** A user in a list, about 450 bytes: with less of what the workloads do not ask for. */
function listedUser(index: number): object {
  const { createdOn, updatedOn, lastLoginOn, isLocked } = systemData;
  const left = new Set(['externalId', 'optInToEmail', 'optInToTextMessage']);
  const kept = Object.entries(userDocument(index)).filter(([name]) => !left.has(name));
  return { ...Object.fromEntries<unknown>(kept), systemData: { createdOn, updatedOn, lastLoginOn, isLocked } };
}

/** The first users of a list, as one page that is also the last. */
export function userList(count: number): object {
  const items = Array.from({ length: count }, (_, index) => listedUser(index));
  return { startIndex: 0, pageSize: count, pageCount: 1, totalCount: count, items };
}
