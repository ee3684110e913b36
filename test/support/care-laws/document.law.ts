import { randomUUID } from 'node:crypto';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import {
  DOCUMENT_CATEGORIES,
  DOCUMENT_KINDS,
  DOCUMENT_TYPES,
  LETTER_KINDS,
  LETTER_REVOKE_REASONS,
} from '#domain/charter/document.js';
import type { Case } from '../access-matrix.js';
import type { Place, Rows, Values } from '../access-rows.js';
import type { AccessWorld } from '../access-world.js';
import type { TestOrganisation } from '../network.js';
import { insertRow, type CareLaw } from './care-law.js';

/** Its rows are sealed under the keys that the law of notes has made: it comes after it. */
export const DOCUMENT_LAW: CareLaw = {
  law: `
  care.document        api     select   all   -      all     mine    mine   -      -       -
  care.document        api     insert   yes   -      yes     yes     -      -      -       -
  care.document        api     update   all   -      mine    mine    -      -      -       -
  care.letter          api     select   all   -      mine    mine    mine   -      -       -
  care.letter          api     insert   yes   -      yes     yes     yes    -      -       -
  care.letter          api     update   all   -      mine    mine    mine   -      -       -
`,
  lists: {
    'care.document document_kind_is_listed': DOCUMENT_KINDS,
    'care.document document_category_is_listed': DOCUMENT_CATEGORIES,
    'care.document document_type_is_listed': DOCUMENT_TYPES,
    'care.letter letter_kind_is_listed': LETTER_KINDS,
    'care.letter letter_language_is_known': LANGUAGES,
    'care.letter letter_revoke_reason_is_listed': LETTER_REVOKE_REASONS,
  },
  keep: keepPapers,
  rowFor: paperRowFor,
};

const SEALED = Buffer.of(0);

/** A document and a letter of every house that holds a key of writing. */
async function keepPapers(world: AccessWorld): Promise<void> {
  for (const [kase, place] of world.places)
    for (const at of [world.alpha, world.beta, world.gamma]) {
      const key = world.ids.get(`writing key ${kase} ${at.organisation}`);
      if (key === undefined) continue;
      await insertRow(world, 'care.document', documentOf(at, place, key));
      await insertRow(world, 'care.letter', letterOf(at, place, key));
    }
}

/** A row that fits, for whoever may insert one; undefined where the case makes no sense there. */
function paperRowFor(world: Rows, table: string, kase: Case): Values | undefined {
  const place = world.places.get(kase);
  if (!place) return undefined;
  const { alpha } = world;
  const key = world.ids.get(`writing key ${kase} ${alpha.organisation}`) ?? randomUUID();
  if (table === 'care.document') return documentOf(alpha, place, key);
  return table === 'care.letter' ? letterOf(alpha, place, key) : undefined;
}

const ofBoth = (at: TestOrganisation, { client, episode }: Place, key: string): Values => ({
  id: randomUUID(),
  episode_id: episode,
  client_id: client,
  organisation_id: at.organisation,
  key_id: key,
  content: SEALED,
});

const documentOf = (at: TestOrganisation, place: Place, key: string): Values => ({
  ...ofBoth(at, place, key),
  kind: 'report',
  category: 'treatment',
  media_type: 'application/pdf',
  bytes: 9,
  title: SEALED,
  kept_by: at.account,
});

const letterOf = (at: TestOrganisation, place: Place, key: string): Values => ({
  ...ofBoth(at, place, key),
  kind: 'referral_letter',
  language: 'ar',
  code: randomUUID(),
  given_by: at.account,
  given_on: '2026-01-01',
});
