/** What a bench uses of the product, in one: a bundle keeps the order only of what is loaded together. */
export { configureHeap } from '../../src/cli/heap.ts';
export { compose } from '../../src/compose.ts';
export { parseConfig } from '../../src/config/parse-config.ts';
export { systemClock } from '../../src/domain/clock.ts';
export { providers } from '../../src/providers/registry.ts';
export { createLogger } from '../../src/telemetry/logger.ts';
