import fc from 'fast-check';

/** A request that somebody might send to `/graphql`. */
export interface FuzzedRequest {
  readonly method: 'GET' | 'POST';
  readonly search: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

const headerText = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 80,
});

const someHeaders: fc.Arbitrary<Record<string, string>> = fc.record(
  {
    accept: fc.oneof(
      fc.constantFrom(
        '*/*',
        'application/json',
        'application/graphql-response+json',
        'text/html',
        'multipart/mixed',
        'image/png;q=nan',
        ',;=',
      ),
      headerText,
    ),
    host: fc.oneof(
      fc.constantFrom('localhost', 'evil.example', 'a b', '[::1', 'x:99999', '127.0.0.1:0', '..'),
      headerText,
    ),
    authorization: fc.oneof(fc.constantFrom('Bearer', 'Bearer a.b.c', 'Basic Og=='), headerText),
    'idempotency-key': fc.oneof(fc.constantFrom('', 'k', 'k'.repeat(300)), headerText),
    'x-request-id': headerText,
    'x-accord-upstream': fc.constantFrom('1', '0', ''),
    'accept-encoding': headerText,
    origin: fc.oneof(fc.constantFrom('null', 'https://studio.apollographql.com', 'https://evil.example'), headerText),
    cookie: headerText,
    'x-forwarded-host': headerText,
    'x-http-method-override': fc.constantFrom('DELETE', 'PUT'),
    traceparent: headerText,
  },
  { requiredKeys: [] },
);

const contentTypes = fc.oneof(
  { weight: 12, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'application/json; charset=utf-16',
      'text/plain',
      'application/graphql',
      'multipart/form-data; boundary=x',
      '',
      ';',
    ),
  },
  { weight: 1, arbitrary: headerText },
);

const variables = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.dictionary(
      fc.constantFrom('id', 'input', 'first', 'after', 'filter', '__proto__', 'x'),
      fc.jsonValue({ maxDepth: 3 }),
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue() },
);

/** Requests around documents: as they should be, with odd members, headers and forms, and over GET. */
export function fuzzedRequests(documents: fc.Arbitrary<string>, ids: readonly string[]): fc.Arbitrary<FuzzedRequest> {
  const ordinary = fc.record({
    id: fc.constantFrom(...ids),
    first: fc.integer({ min: -1, max: 20 }),
    input: fc.record({
      id: fc.constantFrom(...ids),
      patch: fc.dictionary(
        fc.constantFrom('firstName', 'email', 'status', 'phone'),
        fc.oneof(fc.string(), fc.constant(null)),
      ),
    }),
  });
  const odd = fc.record(
    {
      operationName: fc.oneof(fc.constantFrom('Q', 'AccountById', ''), fc.jsonValue()),
      extensions: fc.oneof(fc.record({ persistedQuery: fc.jsonValue() }), fc.jsonValue()),
      documentId: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const members = fc.tuple(
    documents,
    fc.oneof(ordinary, variables),
    fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: odd }),
  );
  const body = fc.oneof(
    {
      weight: 20,
      arbitrary: members.map(([query, values, more]) => JSON.stringify({ query, variables: values, ...more })),
    },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );
  const headers = fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: someHeaders });
  const post = fc.tuple(body, headers, contentTypes).map(([text, more, type]): FuzzedRequest => ({
    method: 'POST',
    search: '',
    headers: { ...more, 'content-type': type },
    body: text,
  }));
  const get = fc.tuple(members, headers).map(([[query, values], more]): FuzzedRequest => ({
    method: 'GET',
    search: `?${new URLSearchParams({ query: query.toWellFormed(), variables: JSON.stringify(values) }).toString()}`,
    headers: { 'apollo-require-preflight': '1', ...more },
    body: null,
  }));
  return fc.oneof({ weight: 9, arbitrary: post }, { weight: 1, arbitrary: get });
}
