import { randomUUID } from 'node:crypto';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { CARE_NOTE_CATEGORIES, CARE_NOTE_KINDS } from '#domain/charter/care-note.js';
import type { Case } from '../access-matrix.js';
import type { Place, Rows, Values } from '../access-rows.js';
import type { AccessWorld } from '../access-world.js';
import type { TestOrganisation } from '../network.js';
import { insertRow, type CareLaw } from './care-law.js';

export const NOTE_LAW: CareLaw = {
  law: `
  care.writing_key     api     select   all   -      all     all     all    -      -       -
  care.note            api     select   all   -      all     mine    mine   -      -       -
  care.note            api     insert   yes   -      yes     yes     -      -      -       -
  care.note            api     update   all   -      mine    mine    -      -      -       -
`,
  lists: {
    'care.note note_kind_is_listed': CARE_NOTE_KINDS,
    'care.note note_category_is_listed': CARE_NOTE_CATEGORIES,
    'care.note note_language_is_known': LANGUAGES,
  },
  keep: keepNotes,
  rowFor: noteRowFor,
};

const SEALED = Buffer.of(0);
const EPOCH = 1;

/** What is written of the clients of every case, by the house that looked after them and by ours where it walks along. */
async function keepNotes(world: AccessWorld): Promise<void> {
  await world.superuser.query('insert into vault.key_epoch (epoch) values ($1) on conflict do nothing', [
    EPOCH,
  ]);
  for (const [kase, place] of world.places) {
    const writers = await writersOf(world, place);
    for (const at of writers) await write(world, at, place, `${kase} ${at.organisation}`);
  }
}

async function writersOf(world: AccessWorld, { episode }: Place): Promise<TestOrganisation[]> {
  const { rows } = await world.superuser.query<{ id: string }>(
    `select distinct organisation_id as id from care.stage_spell where episode_id = $1`,
    [episode],
  );
  return [world.alpha, world.beta, world.gamma].filter(({ organisation }) =>
    rows.some(({ id }) => id === organisation),
  );
}

async function write(world: AccessWorld, at: TestOrganisation, place: Place, name: string): Promise<void> {
  const [key, note] = [randomUUID(), randomUUID()];
  world.ids.set(`writing key ${name}`, key);
  await world.superuser.query(
    'insert into care.writing_key (id, client_id, organisation_id, epoch, wrapped_key) values ($1, $2, $3, $4, $5)',
    [key, place.client, at.organisation, EPOCH, SEALED],
  );
  await insertRow(world, 'care.note', { ...noteOf(at, place, key), id: note, first_id: note });
}

/** A row that fits, for whoever may insert one; undefined where the case makes no sense there. */
function noteRowFor(world: Rows, table: string, kase: Case): Values | undefined {
  const place = world.places.get(kase);
  if (!place) return undefined;
  const { alpha } = world;
  switch (table) {
    case 'care.note': {
      const id = randomUUID();
      const key = world.ids.get(`writing key ${kase} ${alpha.organisation}`) ?? randomUUID();
      return { ...noteOf(alpha, place, key), id, first_id: id };
    }
    default:
      return undefined;
  }
}

const noteOf = (at: TestOrganisation, { client, episode }: Place, key: string): Values => ({
  id: randomUUID(),
  first_id: randomUUID(),
  version: 1,
  episode_id: episode,
  client_id: client,
  organisation_id: at.organisation,
  kind: 'progress',
  category: 'treatment',
  language: 'ar',
  key_id: key,
  words: SEALED,
  author_id: at.account,
  written_at: new Date(Date.now() - 60_000),
});
