/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
          target: 'es2024',
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // A test that leaves a socket or a timer behind is a defect of its own: Jest must end by itself.
  forceExit: false,
  injectGlobals: false,
  // One more than the cores of a small machine: who waits for another process, or for a time to pass, needs no core.
  maxWorkers: 3,
  reporters: ['default', '<rootDir>/test/support/left-out-reporter.ts'],
  // Generous, because machines are shared: nothing in the tests measures time.
  testTimeout: 60_000,
};
