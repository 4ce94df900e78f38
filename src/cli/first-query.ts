/** The query that the demo runs by itself: somebody of each provider that can be read. */
export const firstQuery = `query FirstQuery {
  kameleoon: accounts(first: 1, filter: { providers: [KAMELEOON] }) { ...Found }
  kibo: accounts(first: 1, filter: { providers: [KIBO] }) { ...Found }
  huaweiCloud: accounts(first: 1, filter: { providers: [HUAWEI_CLOUD] }) { ...Found }
  cpp: accounts(first: 1, filter: { providers: [CPP] }) { ...Found }
}
fragment Found on AccountConnection {
  nodes { id displayName email status }
}
`;

/** Asks a running server, over HTTP like any client. */
export async function runFirstQuery(url: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    // The demo ends with the process; no connection of this one call should be left to wait for.
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ query: firstQuery }),
  });
  return response.json();
}
