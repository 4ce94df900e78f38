import { bundle } from './bundle.ts';

/** Builds the programs. Run from the project's folder. */
await bundle({ root: 'src', entries: ['main.ts', 'cli/generate.ts'], folder: 'dist' });
