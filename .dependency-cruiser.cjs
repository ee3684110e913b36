/** The floors of the house: a folder imports from lower floors only. */
const SPEC = '\\.spec\\.tsx?$';

module.exports = {
  forbidden: [
    {
      name: 'domain-stands-alone',
      comment:
        'The charter and its rules run in the browser too: no package, no node module, no other floor.',
      severity: 'error',
      from: { path: '^libs/domain/src', pathNot: SPEC },
      to: { pathNot: '^libs/domain/src' },
    },
    {
      name: 'platform-below-casework',
      comment: 'What touches the outside knows nothing of the field of work.',
      severity: 'error',
      from: { path: '^libs/platform/src' },
      to: { path: '^(libs/casework|apps)/' },
    },
    {
      name: 'casework-below-apps',
      comment: 'A use case serves api, worker and cli alike, so it knows none of them.',
      severity: 'error',
      from: { path: '^libs/casework/src' },
      to: { path: '^apps/' },
    },
    {
      name: 'features-meet-in-services',
      comment:
        'Another feature is asked through its service, or inside one transaction through its queries and pieces of work (*.tx.ts); its rows are its own.',
      severity: 'error',
      from: { path: '^libs/casework/src/([^/]+)/', pathNot: SPEC },
      to: {
        path: '^libs/casework/src/[^/]+/',
        pathNot: ['^libs/casework/src/$1/', '\\.(service|module|queries|tx)\\.ts$'],
      },
    },
    {
      name: 'apps-are-shells-apart',
      comment: 'What two apps share belongs into a library.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'web-knows-the-domain-only',
      comment: 'Nothing of the server may reach the browser.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^(libs/(?!domain/)|migrations/|test/)' },
    },
    {
      name: 'one-door-to-the-database',
      comment: 'Without an action there is no transaction: connections are opened behind the door alone.',
      severity: 'error',
      from: {
        pathNot: ['^libs/platform/src/db/', '\\.row\\.ts$', '^migrations/', '^node_modules/', '^test/'],
      },
      to: { path: '^node_modules/(typeorm|@nestjs/typeorm)/' },
    },
    {
      name: 'no-sql-in-shells',
      comment: 'The api and the worker speak to services.',
      severity: 'error',
      from: { path: '^apps/(api|worker|web)/', pathNot: SPEC },
      to: { path: '^node_modules/(pg|typeorm)/' },
    },
    {
      name: 'migrations-are-frozen',
      comment: 'A migration that ran must never change, so it leans on nothing that does.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(libs|apps|test)/' },
    },
    {
      name: 'campaigns-run-outside-jest',
      comment: 'Campaigns and benches use what the tests use, without the runner of the tests.',
      severity: 'error',
      from: { path: '^test/(support|simulation|bench|faults|web|matching)/', pathNot: SPEC },
      to: { path: '^node_modules/@jest/globals/' },
    },
    {
      name: 'product-without-tests',
      comment: 'Test helpers stay out of what is delivered.',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: SPEC },
      to: { path: '^test/' },
    },
    {
      name: 'resolvable',
      comment:
        'An import that leads nowhere would be checked by no rule. Vite resolves those of the web app.',
      severity: 'error',
      from: { pathNot: '^(node_modules|apps/web)/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-circles',
      comment: 'Circles break ESM start-up order.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|openapi\\.gen\\.d\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['types', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
