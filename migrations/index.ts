/** The migrations in the order in which they run. */
export const MIGRATIONS: readonly (new () => import('typeorm').MigrationInterface)[] = [];
