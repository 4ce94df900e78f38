/**
 * Who may import whom. Floors from above: main and cli, compose, providers and server, graphql, accounts, then http,
 * store, cache, config and telemetry, then domain. What is not allowed here is an error.
 */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: { path: '^src/', pathNot: [from, ...allowed] },
});

const providerFiles = '^src/providers/([^/]+)/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    only('domain-imports-nothing', '^src/domain/', []),
    only('config', '^src/config/', ['^src/domain/']),
    only('telemetry', '^src/telemetry/', ['^src/domain/']),
    only('http', '^src/http/', ['^src/domain/', '^src/telemetry/']),
    only('store', '^src/store/', ['^src/domain/', '^src/telemetry/', '^src/package-folder\\.ts$']),
    only('cache', '^src/cache/', ['^src/domain/']),
    only('accounts', '^src/accounts/', ['^src/domain/', '^src/store/', '^src/cache/', '^src/telemetry/']),
    only('graphql', '^src/graphql/', ['^src/domain/', '^src/accounts/', '^src/telemetry/']),
    only('server', '^src/server/', [
      ...['^src/domain/', '^src/config/', '^src/graphql/', '^src/telemetry/', '^src/package-folder\\.ts$'],
    ]),
    only('emulators-share-nothing-with-the-product', '^src/emulators/', []),
    {
      name: 'providers',
      comment: 'A provider knows the domain, http and config; its GraphQL files know graphql too.',
      severity: 'error',
      from: { path: providerFiles, pathNot: '\\.test\\.ts$|\\.(type|input|resolver)\\.ts$' },
      to: {
        path: '^src/',
        pathNot: ['^src/providers/$1/', '^src/providers/provider\\.ts$', '^src/domain/', '^src/http/', '^src/config/'],
      },
    },
    {
      name: 'providers-graphql-files',
      severity: 'error',
      from: { path: `${providerFiles}.+\\.(type|input|resolver)\\.ts$` },
      to: { path: '^src/', pathNot: ['^src/providers/$1/', '^src/domain/', '^src/graphql/'] },
    },
    {
      name: 'nothing-imports-the-top',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|compose|compose-[a-z]+)\\.ts$|^src/cli/' },
      to: { path: '^src/(main|compose|compose-[a-z]+)\\.ts$|^src/cli/' },
    },
    {
      name: 'axios-only-in-http',
      severity: 'error',
      from: { pathNot: '^src/http/' },
      to: { path: '^node_modules/(axios|undici)/' },
    },
    {
      name: 'sql-drivers-only-in-store',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/store/' },
      to: { path: '^node_modules/(pg|@electric-sql)/' },
    },
    {
      name: 'cache-clients-only-in-cache',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cache/' },
      to: { path: '^node_modules/(keyv|@keyv)/' },
    },
    {
      name: 'type-graphql-only-in-graphql',
      severity: 'error',
      from: { pathNot: '^src/graphql/|^src/providers/[^/]+/[^/]+\\.(type|input|resolver)\\.ts$' },
      to: { path: '^node_modules/type-graphql/' },
    },
    {
      name: 'emulators-only-fastify',
      severity: 'error',
      from: { path: '^src/emulators/', pathNot: '\\.test\\.ts$' },
      to: { path: '^node_modules/', pathNot: '^node_modules/fastify/' },
    },
    {
      name: 'domain-needs-no-package',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: '\\.test\\.ts$' },
      to: { path: '^node_modules/', pathNot: '^node_modules/@types/node/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
