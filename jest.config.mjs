import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const ES_MODULES_REQUIRED = '(?:content-disposition)';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
/** Pages and papers are written as elements; what is not one keeps the plain reading, where <T> is a type. */
const elements = {
  ...swc,
  swcrc: false,
  jsc: {
    ...swc.jsc,
    parser: { ...swc.jsc.parser, tsx: true },
    transform: { ...swc.jsc.transform, react: { runtime: 'automatic' } },
  },
};

/** The tiers of docs/testing: each is a folder, each finer one runs without what the next needs. */
const shared = {
  rootDir: import.meta.dirname ?? new URL('.', import.meta.url).pathname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.ts$': ['@swc/jest'],
    '^.+\\.tsx$': ['@swc/jest', elements],
    // CommonJS packages require these ES modules; Node can do that, jest's module loader cannot before Node 24.
    [`/node_modules/${ES_MODULES_REQUIRED}/.+\\.js$`]: [
      '@swc/jest',
      { swcrc: false, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!${ES_MODULES_REQUIRED}/)`],
  moduleNameMapper: {
    '^#(domain|platform|casework)/(.*)\\.js$': '<rootDir>/libs/$1/src/$2',
    '^#migrations/(.*)\\.js$': '<rootDir>/migrations/$1',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/apps/web/dist/'],
};

/** The tiers that use a database share one server; the hooks run once for all of them, and not for the unit tier. */
const withDatabase = {
  ...shared,
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
};

const tier = (displayName) => ({
  ...withDatabase,
  displayName,
  testMatch: [`<rootDir>/test/${displayName}/**/*.spec.ts`],
});

export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/libs/**/*.spec.ts', '<rootDir>/apps/{api,worker,cli,web}/**/*.spec.ts'],
    },
    ...['integration', 'e2e', 'browser', 'simulation', 'tidy'].map(tier),
  ],
  testTimeout: 30_000,
  // Each test file has its own database and pools of a few connections; the server allows 200.
  maxWorkers: Math.min(4, availableParallelism()),
  workerIdleMemoryLimit: '1GB',
  passWithNoTests: true,
};
