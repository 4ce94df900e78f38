import { registerHooks } from 'node:module';

/** Loaded into a server that is looked at: on SIGUSR2 it names every module that it has loaded, each on a line. */
const loaded = new Set<string>();

registerHooks({
  load(url, context, nextLoad) {
    loaded.add(url);
    return nextLoad(url, context);
  },
});

process.on('SIGUSR2', () => {
  process.stderr.write([...loaded, 'that is all'].map((line) => `loaded ${line}\n`).join(''));
});
