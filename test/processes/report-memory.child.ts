/**
 * Loaded into a server that is looked at: on SIGUSR2 it throws its garbage away and says how much memory it holds. V8 by
 * itself lets garbage lie as long as there is room, which tells nothing of what a server keeps.
 */
process.on('SIGUSR2', () => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.stderr.write(`holds ${rss} ${heapUsed}\n`);
});
