import type { Language } from '#domain/charter/code-lists.js';
import type {
  ComplaintCategory,
  ComplaintChannel,
  ComplaintOutcome,
  ComplaintSubmitter,
  PassedOnReason,
  RetaliationFinding,
} from '#domain/charter/rights.js';
import { Refusal } from '#domain/refusal.js';
import { formatClientCode } from '#domain/rules/client-code.js';
import type { Labels } from '#domain/wire/common.js';
import type { ComplaintView } from '#domain/wire/rights.js';
import type { ColleagueView } from '#domain/wire/work.js';
import type { Tx } from '#platform/db/tx.js';
import { colleagueOf } from '../colleague/colleague.queries.js';
import { preciseTime, type Cursor } from '../paging.js';
import {
  dayOf,
  iso,
  isoOrNull,
  openMessage,
  openWords,
  stateOf,
  type ComplaintWords,
  type DecisionWords,
} from './complaint-words.js';

export interface ComplaintFound {
  id: string;
  place_at: string;
  reference: string;
  about: Labels;
  about_code: string;
  about_jurisdiction: string;
  own_house: boolean;
  about_account_id: string | null;
  about_colleague: string | null;
  channel: ComplaintChannel;
  submitter: ComplaintSubmitter;
  category: ComplaintCategory;
  concerns_minor: boolean;
  critical: boolean;
  passed_on: PassedOnReason | null;
  words: Buffer | null;
  language: Language;
  received_at: Date;
  acknowledge_due_at: Date;
  decide_due_at: Date;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  investigator_id: string | null;
  investigator: ColleagueView | null;
  outcome: ComplaintOutcome | null;
  decision: Buffer | null;
  decided_by: string | null;
  decided_at: Date | null;
  retaliation_due_at: Date | null;
  retaliation_found: RetaliationFinding | null;
  retaliation_words: Buffer | null;
  retaliation_checked_at: Date | null;
  version: number;
}

/** Columns that staff may read; who complained is none of them, so `*` is refused by the database. */
const READ = `id, reference, about_organisation_id, handler_organisation_id, about_account_id, channel, submitter, category, concerns_minor, critical, pass_reason as passed_on, words,
  language, received_at, acknowledge_due_at, decide_due_at, acknowledged_by, acknowledged_at, investigator_id, outcome, decision, decided_by, decided_at,
  retaliation_due_at, retaliation_found, retaliation_words, retaliation_checked_at, version`;

/** Complaints that the own organisation handles, the newest first; $2 names one. What is open alone where $6. */
const COMPLAINTS = `
select c.*, ${preciseTime('c.received_at')} as place_at, o.names as about, o.code as about_code, o.jurisdiction as about_jurisdiction,
  c.about_organisation_id = $1 as own_house, b.display_name as about_colleague, a.display_name as acknowledged_by, ${colleagueOf('i')} as investigator, d.display_name as decided_by
from (select ${READ} from care.complaint where handler_organisation_id = $1 and ($2::uuid is null or id = $2) and (received_at, id) < ($3, $4)
        and (not $6::boolean or outcome is null or retaliation_checked_at is null) order by received_at desc, id desc limit $5) c
join care.organisation o on o.id = c.about_organisation_id
left join access.account b on b.id = c.about_account_id left join access.account a on a.id = c.acknowledged_by
left join access.account i on i.id = c.investigator_id left join access.account d on d.id = c.decided_by
order by c.received_at desc, c.id desc`;

export async function readComplaints(
  tx: Tx,
  page: { cursor: Cursor; limit: number; open: boolean },
): Promise<ComplaintFound[]> {
  const { cursor, limit, open } = page;
  return await tx.query<ComplaintFound>(COMPLAINTS, [
    tx.organisation,
    null,
    cursor.at,
    cursor.id,
    limit,
    open,
  ]);
}

export async function findComplaint(tx: Tx, complaint: string): Promise<ComplaintFound | undefined> {
  const [at, id] = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];
  return await tx.maybe<ComplaintFound>(COMPLAINTS, [tx.organisation, complaint, at, id, 1, false]);
}

/** The row with its lock, on the version that was read. Whom it is about finds nothing: the policy hides it. */
export async function lockComplaint(tx: Tx, complaint: string, version: number): Promise<ComplaintFound> {
  const locked = await tx.maybe<{ version: number }>(
    'select version from care.complaint where id = $1 and handler_organisation_id = $2 for update',
    [complaint, tx.organisation],
  );
  if (!locked) throw new Refusal('complaint.unknown');
  if (locked.version !== version)
    throw new Refusal('version.stale', { parameters: { current: locked.version } });
  const found = await findComplaint(tx, complaint);
  if (!found) throw new Refusal('complaint.unknown');
  return found;
}

/** What those who handle it see, with the messages where asked for. Of a client only the own house learns the code, and only by name. */
export async function showComplaint(
  tx: Tx,
  row: ComplaintFound,
  { base, appeal_to, whole }: { base: Buffer; appeal_to: Labels; whole: boolean },
): Promise<ComplaintView> {
  const written = openWords<ComplaintWords>(base, row.id, 'words', row.words);
  const decision = openWords<DecisionWords>(base, row.id, 'decision', row.decision);
  const checked = openWords<{ words: string }>(base, row.id, 'retaliation', row.retaliation_words);
  const client = whole && row.submitter === 'client' ? await submitterOf(tx, row.id) : null;
  const messages = whole ? await messagesOf(tx, row.id) : [];
  return {
    complaint: row.id,
    reference: formatClientCode(row.reference),
    about: row.about,
    about_code: row.about_code,
    own_house: row.own_house,
    about_colleague: row.about_colleague,
    channel: row.channel,
    submitter: row.submitter,
    client,
    category: row.category,
    concerns_minor: row.concerns_minor,
    critical: row.critical,
    passed_on: row.passed_on,
    words: written?.words ?? null,
    about_whom: written?.about_whom ?? '',
    language: row.language,
    state: stateOf(row),
    received_on: dayOf(row.received_at),
    acknowledge_due_at: iso(row.acknowledge_due_at),
    decide_due_at: iso(row.decide_due_at),
    acknowledged_at: isoOrNull(row.acknowledged_at),
    acknowledged_by: row.acknowledged_by,
    investigator: row.investigator,
    outcome: row.outcome,
    decision: decision?.words ?? null,
    remedy: decision?.remedy ?? null,
    decided_by: row.decided_by,
    decided_at: isoOrNull(row.decided_at),
    retaliation_due_at: isoOrNull(row.retaliation_due_at),
    retaliation_found: row.retaliation_found,
    retaliation_words: checked?.words ?? null,
    appeal_to,
    messages: messages.map((one) => ({
      message: one.id,
      mine: !one.from_complainant,
      words: openMessage(base, one.id, one.words),
      written_at: iso(one.written_at),
    })),
    version: row.version,
  };
}

async function submitterOf(tx: Tx, complaint: string): Promise<string | null> {
  const found = await tx.maybe<{ code: string; audit_subject: string }>(
    'select code, audit_subject from care.complaint_submitter_code($1)',
    [complaint],
  );
  tx.about(found?.audit_subject);
  return found?.code ?? null;
}

async function messagesOf(
  tx: Tx,
  complaint: string,
): Promise<{ id: string; from_complainant: boolean; words: Buffer | null; written_at: Date }[]> {
  return await tx.query(
    'select id, from_complainant, words, written_at from care.complaint_message where complaint_id = $1 order by place',
    [complaint],
  );
}
