/** What the load asks Accord and the servers beside it. */

/** The fourteen fields of W1, W2 and W3. */
export const accountFields = `id displayName firstName lastName email username phone { raw } locale status locked
  roles { name scope tier } createdAt updatedAt lastLoginAt`;

/** The same of Mesh, whose schema is the provider's own. */
export const meshFields = `id emailAddress userName phoneNumber localeCode firstName lastName isActive identityProviderId
  roles { roleName assignedInScope { type name } } systemData { isLocked createdOn updatedOn lastLoginOn }`;

/** W1. */
export const accountQuery = (fields: string): string => `query W1($id: ID!) { account(id: $id) { ${fields} } }`;
export const meshAccountQuery = `query W1($id: String!) { account(id: $id) { ${meshFields} } }`;

/** W2. */
export const accountsQuery = `query W2($first: Int!) { accounts(first: $first) { nodes { ${accountFields} } } }`;
export const meshAccountsQuery = `query W2($first: Int!) { accounts(first: $first) { items { ${meshFields} } } }`;

/** Of a page, what takes the server much work and makes a short answer: a hash of each account's whole document. */
export const versionsQuery = `query Versions($first: Int!) { accounts(first: $first) { nodes { id version } } }`;

/** W3: fifty aliases of these accounts, five of each. */
export function aliasesQuery(ids: readonly string[], fields: string): string {
  const aliases = Array.from({ length: 50 }, (_, index) => {
    return `a${index}: account(id: ${JSON.stringify(ids[index % ids.length])}) { ...Fields }`;
  });
  return `query W3 { ${aliases.join(' ')} } fragment Fields on Account { ${fields} }`;
}

/** W4. */
export const updateMutation = `mutation W4($input: UpdateKiboAccountInput!) {
  updateKiboAccount(input: $input) {
    outcome
    account { id displayName firstName email status version }
    changes { field from to effect }
    userErrors { code message }
    operation { id state }
  }
}`;

/** W5: the sources by their ids. */
export const sourcesQuery = `query W5($sources: [ID!]) {
  accounts(first: 100, filter: { sources: $sources }) { nodes { ${accountFields} } problems { code source { id } } }
}`;
