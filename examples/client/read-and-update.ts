/**
 * A typed client: the documents of schema/operations, generated with their types, and `fetch`. Nothing else.
 *
 * Start Accord (`npm start`), then run it with `npm run example`.
 */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { ListAccountsDocument, UpdateAccountDocument } from 'accord/operations';

const url = process.env.ACCORD_URL ?? 'http://127.0.0.1:4000/graphql';

async function execute<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: readonly { message: string }[] };
  if (!data) throw new Error(errors?.map((error) => error.message).join('\n') ?? 'There was no answer.');
  return data;
}

const { accounts } = await execute(ListAccountsDocument, { first: 3, after: null, filter: { providers: ['KIBO'] } });
for (const { node } of accounts.edges) process.stdout.write(`${node.id}  ${node.displayName}  ${node.status}\n`);

const [first] = accounts.edges;
if (first) {
  const input = { id: first.node.id, patch: { phone: '+385 1 4870 111' } };
  const { updateAccount } = await execute(UpdateAccountDocument, { input });
  process.stdout.write(`${updateAccount.outcome}: ${updateAccount.account?.phone?.e164 ?? 'no phone'}\n`);
}
