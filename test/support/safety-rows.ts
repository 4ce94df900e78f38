/** One thing that must hold for the whole system, whatever else changes. */
export interface SafetyRule {
  readonly section: SafetySection;
  /** Its name on the page. */
  readonly what: string;
  readonly mustHold: string;
}

/** The page's sections, in its order. */
export const safetySections = ['Getting in', 'GraphQL surface', 'Talking to providers', 'Staying up'] as const;

export type SafetySection = (typeof safetySections)[number];

/** Every rule by its id, which is part of the names of the tests that show it. */
export const safetyRows = {
  'access-none': {
    section: 'Getting in',
    what: 'no access configured',
    mustHold: 'the server listens on loopback only, and says why it refuses any other host',
  },
  jwt: {
    section: 'Getting in',
    what: 'tokens',
    mustHold:
      'the algorithms are those of the configuration, never of the token; no forged, foreign, expired, early, ' +
      'oversized or self-described token is accepted; keys rotate without a restart, and an outage of the key ' +
      'server keeps the known keys for a bounded time',
  },
  scopes: {
    section: 'Getting in',
    what: 'scopes',
    mustHold:
      'every principal, account and operation is allowed exactly what the policy table says, per provider and per ' +
      'source; a dry run and a diff show no field that the caller may not read',
  },
  browsers: {
    section: 'Getting in',
    what: 'browsers',
    mustHold:
      'a page cannot send a request that needs no preflight; no mutation over GET; CORS is an allow-list, with ' +
      "Apollo Sandbox's origin in open mode only",
  },
  documents: {
    section: 'GraphQL surface',
    what: 'limits of documents',
    mustHold:
      'depth, aliases, root mutation fields, directives, tokens and bytes have configurable limits, and what is over ' +
      'one is refused before it runs and before any call to a provider, at a cost that its size explains',
  },
  suggestions: {
    section: 'GraphQL surface',
    what: 'suggestions',
    mustHold: 'no error suggests a name of the schema where introspection is off',
  },
  'over-http': {
    section: 'GraphQL surface',
    what: 'GraphQL over HTTP',
    mustHold: 'every audit of the package graphql-http passes, those that are only advice too',
  },
  batching: {
    section: 'GraphQL surface',
    what: 'batches',
    mustHold: 'one request is one operation: an array of operations is refused',
  },
  ids: {
    section: 'Talking to providers',
    what: 'ids',
    mustHold:
      'an id has to match its provider’s allow-list before a URL is built, and the finished path its template after; ' +
      'no id makes a call leave the path that was meant',
  },
  'int64-ids': {
    section: 'Talking to providers',
    what: '64-bit ids',
    mustHold: 'they are read and written with all their digits',
  },
  'hostile-answers': {
    section: 'Talking to providers',
    what: 'hostile answers',
    mustHold:
      'whatever a provider answers (50 MB, JSON 100,000 deep, HTML, nothing, a wrong type, `__proto__`, duplicate ' +
      'keys, invalid UTF-8, 10,000 headers, a byte a second) is data or a typed error within the attempt’s time, and ' +
      'takes less than 50 MB of heap',
  },
  redirects: {
    section: 'Talking to providers',
    what: 'redirects',
    mustHold: 'they are refused, so that credentials never travel to another host',
  },
  secrets: {
    section: 'Talking to providers',
    what: 'secrets',
    mustHold:
      'no credential, password or `amClientSecret` is in a log, an error, a trace, a metric, the store’s files, a ' +
      'cache or an answer',
  },
  booleans: {
    section: 'Talking to providers',
    what: 'booleans',
    mustHold: '`"False"` is false: strings and numbers are read where a page shows them, and sent as its types',
  },
  deadlines: {
    section: 'Staying up',
    what: 'deadlines',
    mustHold:
      '2 s to connect, 10 s for an attempt, 25 s for an operation: a connection that stalls anywhere ends in 10.5 s',
  },
  'read-retries': {
    section: 'Staying up',
    what: 'retries of reads',
    mustHold:
      'at most 3 attempts with full jitter; Retry-After counts in both forms within the deadline; retries are at ' +
      'most 20 % of a source’s traffic',
  },
  'write-retries': {
    section: 'Staying up',
    what: 'retries of writes',
    mustHold: 'a write is repeated only where the first has certainly not been processed',
  },
  breaker: {
    section: 'Staying up',
    what: 'breaker and bulkhead',
    mustHold:
      'each source has its own; a 4xx opens none, refused credentials are a state of their own; a source that hangs ' +
      'causes the others no error and at most 5 % of their p99',
  },
  'rate-limits': {
    section: 'Staying up',
    what: 'rate limits',
    mustHold: 'no documented limit of a source is exceeded under any load, and a 429 slows that source down',
  },
  credentials: {
    section: 'Staying up',
    what: 'credentials',
    mustHold:
      'one token request at a time for each source, renewed before the end, one replay after a 401, and no stampede ' +
      'when a token dies under 100 requests',
  },
  shutdown: {
    section: 'Staying up',
    what: 'shutdown',
    mustHold:
      'SIGTERM stops accepting, and finishes or records what is in flight within 20 s; restarts under load lose no ' +
      'operation',
  },
  'store-kills': {
    section: 'Staying up',
    what: 'kills',
    mustHold:
      'after kill -9 at any moment and a new start, every acknowledged operation is there and every unfinished one ' +
      'is reconciled',
  },
} as const satisfies Readonly<Record<string, SafetyRule>>;

export type SafetyRow = keyof typeof safetyRows;
