import { readFileSync } from 'node:fs';

/**
 * Which core each process of the bench has: the server under test one, everything else another.
 *
 * The server's is the one that devices interrupt most. Each wait for the disk ends with an interrupt, and where that comes
 * to another core than the one that waits, a virtual machine takes 0.2 to 0.5 ms more to wake it: several times the wait.
 */
export const SERVER_CORE = interruptedCore();
export const OTHER_CORE = SERVER_CORE === 0 ? 1 : 0;

function interruptedCore(): number {
  let text: string;
  try {
    text = readFileSync('/proc/interrupts', 'utf8');
  } catch {
    // Nothing is pinned where there is no such file.
    return 0;
  }
  const counts = [0, 0];
  // A line of a device starts with its number; those of the processor itself, such as its timers, with a name.
  for (const [, line = ''] of text.matchAll(/^ *\d+:((?: +\d+)+) /gm)) {
    const columns = line.trim().split(/ +/);
    counts.forEach((count, core) => (counts[core] = count + Number(columns[core] ?? 0)));
  }
  const [first = 0, second = 0] = counts;
  return second > first ? 1 : 0;
}
