/** The policy as a table of its own: what is allowed where, written down without the product's rules. */

export const SOURCES = ['kameleoon', 'kibo', 'wacm', 'huawei-cloud', 'cpp', 'kibo-us'] as const;
export type SourceId = (typeof SOURCES)[number];

/** One right at one source. */
export type Right = `${'read' | 'write' | 'status' | 'roles' | 'password' | 'mfa' | 'operations'}@${SourceId}`;
type Kind = Right extends `${infer K}@${string}` ? K : never;

const at = (kind: Kind, ...places: readonly SourceId[]) => places.map((place): Right => `${kind}@${place}`);

/** Every scope that the matrix knows, and all that it allows. */
const TABLE: Readonly<Record<string, readonly Right[]>> = {
  'accounts:read': at('read', ...SOURCES),
  'accounts:read:kibo': at('read', 'kibo', 'kibo-us'),
  'accounts:read@kibo-us': at('read', 'kibo-us'),
  'accounts:read:cpp@cpp': at('read', 'cpp'),
  'accounts:read:cpp@kibo': [],
  'accounts:write': at('write', ...SOURCES),
  'accounts:write:kibo': at('write', 'kibo', 'kibo-us'),
  'accounts:write:huawei-cloud': at('write', 'huawei-cloud'),
  'accounts:write@kibo-us': at('write', 'kibo-us'),
  'accounts:write:status': at('status', ...SOURCES),
  'accounts:write:roles': at('roles', ...SOURCES),
  'accounts:write:password': at('password', ...SOURCES),
  'accounts:write:mfa': at('mfa', ...SOURCES),
  'accounts:write:kibo:password': at('password', 'kibo', 'kibo-us'),
  'accounts:write:status@wacm': at('status', 'wacm'),
  'operations:read': at('operations', ...SOURCES),
  'operations:read:kameleoon': at('operations', 'kameleoon'),
  'operations:read@kibo': at('operations', 'kibo'),
  openid: [],
  'accounts:delete': [],
};

export interface Principal {
  readonly scopes: readonly string[];
  readonly rights: ReadonlySet<Right>;
}

/** Every scope alone, every combination of the four that are about everything, and some of what people are given. */
export function principals(): readonly Principal[] {
  const broad = ['accounts:read', 'accounts:write', 'accounts:write:status', 'operations:read'];
  const combinations = Array.from({ length: 2 ** broad.length }, (_, bits) =>
    broad.filter((_scope, index) => (bits & (1 << index)) !== 0),
  );
  const given = [
    ['accounts:read:kibo', 'accounts:write@kibo-us', 'operations:read@kibo'],
    ['accounts:read@kibo-us', 'accounts:write:kibo', 'accounts:write:kibo:password', 'operations:read:kameleoon'],
    ['accounts:read', 'accounts:write', 'accounts:write:roles', 'accounts:write:mfa', 'openid'],
    ['accounts:write', 'accounts:write:status@wacm', 'accounts:write:huawei-cloud'],
    Object.keys(TABLE),
  ];
  const singles = Object.keys(TABLE)
    .filter((scope) => !broad.includes(scope))
    .map((scope) => [scope]);
  return [...combinations, ...singles, ...given].map((scopes) => ({
    scopes,
    rights: new Set(scopes.flatMap((scope) => TABLE[scope] ?? [])),
  }));
}
