/**
 * A supergraph of two subgraphs, Accord and an HR system, behind a gateway.
 *
 * Start Accord (`npm start`), then run it with `npm run example:supergraph` or `npm run example:supergraph hive`.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { gateways } from './gateways.ts';
import { startPeople } from './people.ts';
import { composeSupergraph } from './supergraph.ts';

const [name = 'apollo'] = process.argv.slice(2);
const startGateway = gateways[name];
if (!startGateway) throw new Error(`There is no gateway "${name}": try ${Object.keys(gateways).join(' or ')}.`);

const people = await startPeople();
const supergraphSdl = await composeSupergraph([
  { name: 'accord', url: process.env.ACCORD_URL ?? 'http://127.0.0.1:4000/graphql' },
  { name: 'people', url: people.url },
]);
const gateway = await startGateway(supergraphSdl, Number(process.env.PORT ?? 4100));

const query = await readFile(new URL('people-with-accounts.graphql', import.meta.url), 'utf8');
const answer = await fetch(gateway.url, {
  method: 'POST',
  headers: { 'content-type': 'application/json', connection: 'close' },
  body: JSON.stringify({ query }),
});
process.stdout.write(`${JSON.stringify(await answer.json(), null, 2)}\n`);
process.stdout.write(`The ${name} gateway listens on ${gateway.url}. Stop with Ctrl+C.\n`);

await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await gateway.stop();
await people.stop();
