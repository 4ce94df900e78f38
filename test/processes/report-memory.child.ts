/**
 * Loaded into a server that is looked at: on SIGUSR2 it says how much memory it has, how much it had at most since it was
 * asked last, and how much of its heap is left when the garbage is thrown away, which tells what it keeps.
 */
const SAMPLE_MS = 10;

let mostBytes = 0;
setInterval(() => {
  mostBytes = Math.max(mostBytes, process.memoryUsage.rss());
}, SAMPLE_MS).unref();

process.on('SIGUSR2', () => {
  const residentBytes = process.memoryUsage.rss();
  globalThis.gc?.();
  process.stderr.write(`holds ${residentBytes} ${mostBytes} ${process.memoryUsage().heapUsed}\n`);
  mostBytes = 0;
});
