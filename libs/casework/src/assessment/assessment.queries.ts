import type { AssessmentMend, AssessmentMoment } from '#domain/charter/assessment.js';
import type { Language, Substance } from '#domain/charter/code-lists.js';
import type { Answers, AssessmentFlag, AssessmentLevel, AssessmentMode } from '#domain/charter/instrument.js';
import { Refusal } from '#domain/refusal.js';
import { needsSignOff } from '#domain/rules/assessment.js';
import type { Score } from '#domain/rules/instrument.js';
import type { AssessmentView } from '#domain/wire/assessment.js';
import type { Page } from '#domain/wire/common.js';
import type { Tx } from '#platform/db/tx.js';
import { numbered } from '../numbered.js';
import { pageOf, preciseTime, type Cursor } from '../paging.js';

export interface AssessmentFound {
  id: string;
  version: number;
  instrument: string;
  instrument_version: string;
  language: Language;
  wording: string | null;
  unofficial: boolean;
  mode: AssessmentMode;
  moment: AssessmentMoment;
  substance: Substance | null;
  taken_at: Date;
  place_at: string;
  recorded_at: Date;
  own: boolean;
  answers: Answers;
  kept_answers: Answers;
  scores: Score[];
  level: AssessmentLevel | null;
  flags: AssessmentFlag[];
  during_withdrawal: boolean;
  corrects_id: string | null;
  corrected_by: string | null;
  correction_reason: AssessmentMend | null;
  voided_at: Date | null;
  void_reason: AssessmentMend | null;
  signed_off_at: Date | null;
}

/** SQL that is true of what counts: neither void nor put right by another. */
export const COUNTS = (a: string): string =>
  `${a}.voided_at is null and not exists (select from care.assessment n where n.corrects_id = ${a}.id)`;

const COLUMNS = `a.id, a.version, a.instrument, a.instrument_version, a.language, encode(a.wording_sha256, 'hex') as wording, a.unofficial, a.mode, a.moment,
  a.substance, a.taken_at, ${preciseTime('a.taken_at')} as place_at, a.recorded_at, a.organisation_id = :organisation as own, a.answers, a.kept_answers,
  a.scores, a.level, a.flags, a.during_withdrawal, a.corrects_id, (select n.id from care.assessment n where n.corrects_id = a.id) as corrected_by,
  a.correction_reason, a.voided_at, a.void_reason, a.signed_off_at`;

const list = (instrument: string | undefined): string => `
select ${COLUMNS} from (
  select * from care.assessment x where x.episode_id = :episode${instrument === undefined ? '' : ' and x.instrument = :instrument'}
    and (x.taken_at, x.id) < (:at, :id) order by x.taken_at desc, x.id desc limit :limit) a
order by a.taken_at desc, a.id desc`;

/** What was assessed in an episode, the newest first, with what was put right or does not count marked as such. */
export async function readAssessments(
  tx: Tx,
  episodeId: string,
  instrument: string | undefined,
  page: { cursor: Cursor; limit: number },
): Promise<Page<AssessmentView>> {
  const { text, values } = numbered(list(instrument), {
    organisation: tx.organisation,
    episode: episodeId,
    instrument,
    at: page.cursor.at,
    id: page.cursor.id,
    limit: page.limit + 1,
  });
  const rows = await tx.query<AssessmentFound>(text, values);
  return pageOf(rows, page.limit, (row) => ({ at: row.place_at, id: row.id }), toView);
}

/** How much of a long road series are drawn from: the newest so many. */
const SERIES_MAX = 1_000;

/** What counts in an episode, in the order of time. */
export async function readCounted(
  tx: Tx,
  episodeId: string,
  instrument?: string,
): Promise<AssessmentFound[]> {
  const { text, values } = numbered(
    `select ${COLUMNS} from (
       select * from care.assessment x where x.episode_id = :episode${instrument === undefined ? '' : ' and x.instrument = :instrument'}
         and ${COUNTS('x')} order by x.taken_at desc, x.id desc limit :limit) a
     order by a.taken_at, a.id`,
    { organisation: tx.organisation, episode: episodeId, instrument, limit: SERIES_MAX },
  );
  return await tx.query<AssessmentFound>(text, values);
}

/** One assessment of an episode; refused where there is none that the house may read. */
export async function readAssessment(tx: Tx, episodeId: string, id: string): Promise<AssessmentFound> {
  const { text, values } = numbered(
    `select ${COLUMNS} from care.assessment a where a.id = :id and a.episode_id = :episode`,
    { organisation: tx.organisation, episode: episodeId, id },
  );
  const found = await tx.maybe<AssessmentFound>(text, values);
  if (!found) throw new Refusal('assessment.unknown');
  return found;
}

/** As the wire has it. Answers with a label of their own leave the house that asked on no way (domain 12, 13). */
export function toView(row: AssessmentFound): AssessmentView {
  return {
    id: row.id,
    version: row.version,
    instrument: row.instrument,
    instrument_version: row.instrument_version,
    language: row.language,
    wording_sha256: row.wording,
    unofficial: row.unofficial,
    mode: row.mode,
    moment: row.moment,
    substance: row.substance,
    taken_at: row.taken_at.toISOString(),
    recorded_at: row.recorded_at.toISOString(),
    own: row.own,
    answers: row.own ? { ...row.answers, ...row.kept_answers } : row.answers,
    withheld: !row.own && Object.keys(row.kept_answers).length > 0,
    scores: row.scores,
    level: row.level,
    flags: row.flags,
    during_withdrawal: row.during_withdrawal,
    corrects: row.corrects_id,
    corrected_by: row.corrected_by,
    correction_reason: row.correction_reason,
    voided_at: row.voided_at?.toISOString() ?? null,
    void_reason: row.void_reason,
    sign_off: needsSignOff(row.flags) ? (row.signed_off_at ? 'done' : 'needed') : 'not_needed',
    signed_off_at: row.signed_off_at?.toISOString() ?? null,
  };
}
