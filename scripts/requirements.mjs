// The requirements of privacy and law and the tests that show them: docs/requirements.csv, read and compared with what ran.
import path from 'node:path';

/** The heading of docs/requirements.csv. */
export const COLUMNS = ['id', 'requirement', 'state', 'test or reason'];

/** Reads RFC 4180 with quoted fields. Throws where a line has not as many fields as the heading, or another heading. */
export function readRequirements(text) {
  const [heading, ...lines] = parseCsv(text);
  if (heading?.join() !== COLUMNS.join())
    throw new Error(`docs/requirements.csv begins with ${COLUMNS.join(', ')}`);
  return lines.map((fields, index) => {
    if (fields.length !== COLUMNS.length)
      throw new Error(
        `docs/requirements.csv, row ${index + 2}: ${fields.length} fields instead of ${COLUMNS.length}`,
      );
    const [id, requirement, state, last] = fields;
    const tests =
      state === 'tested' ? last.split(/;\s+(?=(?:test|libs|apps)\/)/).map((name) => name.trim()) : [];
    return {
      id,
      requirement,
      state,
      tests: tests.filter((name) => name !== ''),
      reason: state === 'tested' ? '' : last,
    };
  });
}

function parseCsv(text) {
  const rows = [];
  let fields = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\r?\n|$)/gy;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    if (!found) throw new Error(`docs/requirements.csv cannot be read at character ${at}`);
    fields.push(found[1]?.replaceAll('""', '"') ?? found[2]);
    if (found[3] === ',') continue;
    rows.push(fields);
    fields = [];
  }
  return rows;
}

/**
 * What is wrong with the names of the rows in the light of jest's own report. After a whole run every name was executed and
 * passed; after a part of it (chosen tiers, files or titles) the names of files that ran are there. `%s` of a title that runs
 * over a table stands for whatever was filled in; each of those that ran has passed.
 */
export function requirementFaults(rows, report, { root, isWhole, skipped = [] }) {
  const ran = new Map();
  for (const { name, assertionResults } of report.testResults) {
    const file = path.relative(root, name).split(path.sep).join('/');
    ran.set(
      file,
      assertionResults.map(({ ancestorTitles, title, status }) => ({
        name: [file, ...ancestorTitles, title].join(' > '),
        status,
      })),
    );
  }
  return rows.flatMap(({ id, tests }) =>
    tests.flatMap((name) => {
      const file = name.split(' > ')[0];
      const results = ran.get(file);
      const isAsked = isWhole && !skipped.some((folder) => file.startsWith(folder));
      if (results === undefined) return isAsked ? [`${id}: was not executed: ${name}`] : [];
      const pattern = patternOf(name);
      const found = results.filter((one) => pattern.test(one.name));
      if (found.length === 0) return [`${id}: there is no such test: ${name}`];
      const bad = found.filter(({ status }) => (isWhole ? status !== 'passed' : status === 'failed'));
      return bad.map((one) => `${id}: ${one.status}: ${one.name}`);
    }),
  );
}

function patternOf(name) {
  const parts = name.split(/%[sdijop#]/).map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`, 'su');
}
