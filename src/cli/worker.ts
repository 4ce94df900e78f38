import cluster from 'node:cluster';

/** What a worker tells its supervisor: that it serves, and where. */
export interface WorkerReady {
  readonly origin: string;
}

/** Tells the supervisor, where this process is a worker, that it serves; otherwise there is nobody to tell: false. */
export function tellReady(origin: string): boolean {
  if (!cluster.isWorker) return false;
  process.send?.({ origin } satisfies WorkerReady);
  return true;
}
