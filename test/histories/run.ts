import { parseArgs } from 'node:util';
import { describeFailure, runCampaign, type CampaignFigures } from './campaign.ts';
import { closeWorlds, createWorlds } from './world.ts';

/** Runs as many histories as wanted: `--count 10000 [--seed N] [--operations 50]`. Exits with 1 where one fails. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '200' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
      operations: { type: 'string', default: '50' },
      'keep-going': { type: 'boolean', default: false },
    },
  });
  const [count, seed, operations] = [values.count, values.seed, values.operations].map(toWhole) as [
    number,
    number,
    number,
  ];
  process.stdout.write(`${count} histories of ${operations} operations, from seed ${seed}\n`);
  const startedAt = Date.now();
  const worlds = await createWorlds();
  let told = 0;
  const tell = (figures: CampaignFigures): void => {
    for (const failure of figures.failures.slice(told))
      process.stdout.write(`${describeFailure(failure, operations)}\n`);
    told = figures.failures.length;
    if (figures.counted % 100 === 0) process.stdout.write(`${figures.counted} histories\n`);
  };
  const figures = await runCampaign({
    worlds,
    count,
    seed,
    operations,
    onHistory: tell,
    keepsGoing: values['keep-going'],
  });
  await closeWorlds(worlds);
  const { failures, ...rest } = figures;
  process.stdout.write(`${JSON.stringify({ ...rest, seconds: (Date.now() - startedAt) / 1_000 }, null, 2)}\n`);
  if (failures.length > 0 || figures.counted < count) process.exitCode = 1;
}

function toWhole(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new TypeError(`Not a whole number: ${text}`);
  return number;
}

await main();
