import { must } from '#domain/must.js';

/**
 * A statement whose parameters have names (`:until`), written as PostgreSQL wants it (`$1`), with their values in order. The
 * same text always gives the same statement, so that it is prepared once.
 */
export function numbered(
  text: string,
  values: Readonly<Record<string, unknown>>,
): { readonly text: string; readonly values: unknown[] } {
  const names: string[] = [];
  const written = text.replaceAll(/(?<!:):([a-z_]+)/g, (_, name: string) => {
    must(name in values, `the statement is given :${name}`);
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  return { text: written, values: names.map((name) => values[name]) };
}
