import type { Right, SourceId } from './matrix-table.ts';

/** What the matrix asks for at each source. */

export interface Target {
  readonly source: SourceId;
  readonly accountId: string;
  /** An operation of somebody else at the account. */
  readonly operationId: string;
  /** An address that every update there carries. */
  readonly email: string;
}

/** One cell: an operation at a source, and the rights that it takes together. */
export interface Cell {
  readonly alias: string;
  readonly field: string;
  readonly takes: readonly Right[];
}

export function queryCells({ source, accountId, operationId }: Target): readonly Cell[] {
  const alias = source.replaceAll('-', '_');
  const id = JSON.stringify(accountId);
  return [
    { alias: `account_${alias}`, field: `account(id: ${id}) { id }`, takes: [`read@${source}`] },
    { alias: `node_${alias}`, field: `node(id: ${id}) { id }`, takes: [`read@${source}`] },
    {
      alias: `operations_${alias}`,
      field: `account(id: ${id}) { operations { nodes { id } } }`,
      takes: [`read@${source}`],
    },
    { alias: `operation_${alias}`, field: `operation(id: "${operationId}") { id }`, takes: [`operations@${source}`] },
    { alias: `record_${alias}`, field: `node(id: "${operationId}") { id }`, takes: [`operations@${source}`] },
  ];
}

interface Change {
  readonly name: string;
  readonly mutation: string;
  readonly patch: string;
  readonly kinds: readonly ('write' | 'status' | 'roles' | 'password' | 'mfa')[];
}

// By provider: a field that is not sensitive, one of each sensitive kind that it has, and two kinds at once.
const CHANGES: Readonly<Record<Exclude<SourceId, 'kibo-us'>, readonly Change[]>> = {
  kameleoon: [
    { name: 'plain', mutation: 'updateKameleoonAccount', patch: 'firstName: "Novo"', kinds: ['write'] },
    { name: 'status', mutation: 'updateKameleoonAccount', patch: 'status: DEACTIVATED', kinds: ['status'] },
    { name: 'locked', mutation: 'updateKameleoonAccount', patch: 'locked: true', kinds: ['status'] },
    { name: 'roles', mutation: 'updateKameleoonAccount', patch: 'roles: []', kinds: ['roles'] },
    { name: 'password', mutation: 'updateKameleoonAccount', patch: 'passwordExpired: true', kinds: ['password'] },
  ],
  kibo: [
    { name: 'plain', mutation: 'updateKiboAccount', patch: 'firstName: "Novo"', kinds: ['write'] },
    { name: 'status', mutation: 'updateKiboAccount', patch: 'isActive: false', kinds: ['status'] },
    { name: 'password', mutation: 'updateKiboAccount', patch: 'password: "N0vo-lozinka!"', kinds: ['password'] },
    {
      name: 'both',
      mutation: 'updateKiboAccount',
      patch: 'lastName: "Novo", identityProviderId: "x"',
      kinds: ['write', 'password'],
    },
  ],
  wacm: [
    { name: 'plain', mutation: 'updateWacmAccount', patch: 'firstName: "Novo"', kinds: ['write'] },
    { name: 'status', mutation: 'updateWacmAccount', patch: 'active: false', kinds: ['write', 'status'] },
    { name: 'roles', mutation: 'updateWacmAccount', patch: 'userRole: "Novo"', kinds: ['write', 'roles'] },
    { name: 'mfa', mutation: 'updateWacmAccount', patch: 'mfa: false', kinds: ['write', 'mfa'] },
    {
      name: 'password',
      mutation: 'updateWacmAccount',
      patch: 'password: "N0vo-lozinka!"',
      kinds: ['write', 'password'],
    },
  ],
  'huawei-cloud': [
    { name: 'plain', mutation: 'updateHuaweiCloudAccount', patch: 'description: "Novo"', kinds: ['write'] },
    { name: 'unified', mutation: 'updateAccount', patch: 'description: "Novo"', kinds: ['write'] },
  ],
  cpp: [
    { name: 'plain', mutation: 'updateCppAccount', patch: 'firstName: "Novo"', kinds: ['write'] },
    { name: 'status', mutation: 'updateCppAccount', patch: 'status: NOT_PAID', kinds: ['status'] },
    { name: 'roles', mutation: 'updateCppAccount', patch: 'role: LIGHT_USER, departmentId: 7', kinds: ['roles'] },
    { name: 'password', mutation: 'updateCppAccount', patch: 'googleLoginEmails: ["n@x.hr"]', kinds: ['password'] },
  ],
};

const UNIFIED: readonly Change[] = [
  { name: 'unified', mutation: 'updateAccount', patch: 'firstName: "Novo"', kinds: ['write'] },
  { name: 'unified_status', mutation: 'updateAccount', patch: 'status: DEACTIVATED', kinds: ['status'] },
];

const RESULT =
  'outcome account { id } changes { from to } plan { body } userErrors { code } operation { changes { from } }';

/** Every change as a dry run. */
export function updateCells({ source, accountId, email }: Target): readonly Cell[] {
  const provider = source === 'kibo-us' ? 'kibo' : source;
  const changes = [...CHANGES[provider], ...(source === 'huawei-cloud' ? [] : UNIFIED)];
  return changes.map(({ name, mutation, patch, kinds }) => {
    const whole = source === 'wacm' ? `email: "${email}", ${patch}` : patch;
    const all = new Set(source === 'wacm' ? (['write', ...kinds] as const) : kinds);
    return {
      alias: `${name}_${source.replaceAll('-', '_')}`,
      field: `${mutation}(input: { id: "${accountId}", patch: { ${whole} }, dryRun: true }) { ${RESULT} }`,
      takes: [...all].map((kind): Right => `${kind}@${source}`),
    };
  });
}
