import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import {
  CARE_REQUIREMENTS,
  INCOME_SOURCES,
  LANGUAGES,
  NEXT_STEP_RESULTS,
  REFERRAL_SOURCES,
  SUBSTANCES,
  SUICIDE_RISKS,
  WITHDRAWAL_SCALES,
  WORK_ITEM_KINDS,
  WORK_KINDS,
} from '#domain/charter/code-lists.js';
import { CLOCK_KINDS, RUNGS } from '#domain/charter/clocks.js';
import {
  CONSENT_ENDS,
  CONSENT_KIND_CODES,
  CONSENT_PURPOSES,
  CONSENT_SIGNERS,
  CONSENT_WAYS,
  DATA_CATEGORIES,
  DISCLOSURE_BASES,
  DISCLOSURE_CHANNELS,
  DISCLOSURE_TIERS,
  RECIPIENT_CLASSES,
} from '#domain/charter/consent.js';
import {
  BUSINESS_STATE_CODES,
  BUSINESS_STATES,
  CONTACT_WAYS,
  DECLINE_REASONS,
  FORCED_CHANGE_REASONS,
  HANDOFF,
  HANDOFF_BASES,
  HANDOFF_KINDS,
  HANDOFF_MOVERS,
  HANDOFF_STATES,
  MOVES,
  NEGATIVE_HANDOFF_STATES,
  NOTE_KINDS,
  OPEN_HANDOFF_STATES,
  PLACE_HOLDS,
  RECALL_REASONS,
  REPORT_OUTCOMES,
  STANDING_KINDS,
  URGENCIES,
  type BusinessState,
  type HandoffMove,
} from '#domain/charter/handoff.js';
import { DIRECTORY_KINDS, MEETING_AUDIENCES, MEETING_WAYS } from '#domain/charter/directory.js';
import { ORGANISATION_KINDS, TOKEN_USES } from '#domain/charter/eligibility.js';
import {
  ERASURE_GRANT_GROUNDS,
  ERASURE_GROUNDS,
  ERASURE_REFUSAL_GROUNDS,
  ERASURE_SCOPES,
  ERASURE_STATES,
  ERASURE_ORIGINS,
  LEGAL_HOLD_GROUNDS,
} from '#domain/charter/erasure.js';
import {
  BREAK_GLASS_FIELDS,
  BREAK_GLASS_KINDS,
  BREAK_GLASS_REASONS,
  BREAK_GLASS_VERDICTS,
  CLIENT_TOLD,
  DATA_REQUEST_AUTHORITIES,
  DATA_REQUEST_BASES,
  DATA_REQUEST_DECISIONS,
  MERGE_GROUNDS,
  MERGE_STATES,
  PHOTO_TYPES,
  KEPT_PROTECTION_ALERTS,
  PROTECTION_KINDS,
} from '#domain/charter/identity.js';
import {
  ACCESS_ANSWERS,
  ACCESS_FORMS,
  ASKED_BY,
  BREACH_KINDS,
  BREACH_RISKS,
  COMPLAINT_CATEGORIES,
  COMPLAINT_CHANNELS,
  COMPLAINT_OUTCOMES,
  COMPLAINT_SUBMITTERS,
  CORRECTION_DECISIONS,
  CORRECTION_FIELDS,
  DEADLINE_KINDS,
  LEAVE_OUTCOMES,
  NOTICE_FORMS,
  PASSED_ON_REASONS,
  PERMIT_KINDS,
  RETALIATION_FINDINGS,
} from '#domain/charter/rights.js';
import { LIMITS } from '#domain/charter/limits.js';
import { NOTICE_CHANNELS, NOTICE_KINDS, NOTICE_MODES, NOTICE_OUTCOMES } from '#domain/charter/notices.js';
import { SPELL_OUTCOMES, STAGES } from '#domain/charter/pathway.js';
import { EXPORTED_LISTS, EXPORT_REASONS } from '#domain/wire/desk.js';
import { THEMES } from '#domain/wire/session.js';
import { NETWORK_ROLES, rolesToGive, STAFF_ROLES } from '#domain/charter/roles.js';
import { REVIEW_MACHINE } from '#domain/rules/review.js';
import { DUTY_LEVELS, REVIEW_ITEM_STATES } from '#domain/wire/house.js';
import { IDENTITY_FIELDS } from '#platform/vault/identity.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

/** Grounds of custody and of access are the database's own words: no rule and no screen chooses among them. */
const CUSTODY_BASES = ['intake', 'import', 'handoff', 'forced'];
const ACCESS_BASES = [...CUSTODY_BASES, 'authorship', 'break_glass'];

/** Every list of words that the database checks, and the list of the charter it must equal. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  'care.organisation organisation_stages_are_stages': STAGES,
  'care.organisation organisation_kind_is_listed': ORGANISATION_KINDS,
  'care.eligibility token_use_is_listed': TOKEN_USES,
  'care.legal_entity legal_entity_is_named_in_three_languages': LANGUAGES,
  'care.organisation organisation_is_named_in_three_languages': LANGUAGES,
  'care.unit unit_is_named_in_three_languages': LANGUAGES,
  'care.site site_is_named_in_three_languages': LANGUAGES,
  'care.standing standing_kind_is_listed': STANDING_KINDS,
  'care.duty duty_level_is_listed': DUTY_LEVELS,
  'care.duty_turn duty_turn_level_is_listed': DUTY_LEVELS,
  'care.review_item review_item_state_is_listed': REVIEW_ITEM_STATES,
  'care.directory_entry directory_kind_is_listed': DIRECTORY_KINDS,
  'care.directory_entry directory_entry_is_named_in_three_languages': LANGUAGES,
  'care.directory_entry directory_town_is_named_in_three_languages': LANGUAGES,
  'care.directory_entry directory_region_is_named_in_three_languages': LANGUAGES,
  'care.directory_entry directory_address_is_in_three_languages': LANGUAGES,
  'care.meeting meeting_way_is_listed': MEETING_WAYS,
  'care.meeting meeting_audience_is_listed': MEETING_AUDIENCES,
  'care.meeting meeting_language_is_known': LANGUAGES,
  'access.account account_language_is_known': LANGUAGES,
  'access.account account_theme_is_known': THEMES,
  'access.list_export exported_list_is_known': EXPORTED_LISTS,
  'access.list_export export_reason_is_listed': EXPORT_REASONS,
  'audit.event event_outcome_is_known': ['done', 'refused'],
  'care.client client_language_is_known': LANGUAGES,
  'care.client client_substance_is_listed': Object.keys(SUBSTANCES),
  'care.client client_care_requirements_are_listed': CARE_REQUIREMENTS,
  'care.client client_referral_source_is_listed': REFERRAL_SOURCES,
  'care.custody custody_basis_is_known': CUSTODY_BASES,
  'care.episode_access access_basis_is_known': ACCESS_BASES,
  'care.episode_access access_scope_is_known': ['full', 'joined', 'own_part', 'opened'],
  'care.episode_access access_categories_are_listed': DATA_CATEGORIES,
  'care.stage_spell spell_stage_is_known': STAGES,
  'care.stage_spell spell_outcome_is_known': Object.keys(SPELL_OUTCOMES),
  'care.safety_screen suicide_risk_is_listed': SUICIDE_RISKS,
  'care.treatment treatment_substance_is_listed': Object.keys(SUBSTANCES),
  'care.treatment withdrawal_scale_is_listed': WITHDRAWAL_SCALES,
  'care.reintegration income_source_is_listed': INCOME_SOURCES,
  'care.employment work_kind_is_listed': WORK_KINDS,
  'care.consent consent_purposes_are_listed': CONSENT_PURPOSES,
  'care.consent consent_categories_are_listed': DATA_CATEGORIES,
  'care.consent consent_kind_is_listed': CONSENT_KIND_CODES,
  'care.consent recipient_class_is_listed': RECIPIENT_CLASSES,
  'care.consent consent_end_is_listed': CONSENT_ENDS,
  'care.consent_version version_way_is_listed': CONSENT_WAYS,
  'care.consent consent_language_is_known': LANGUAGES,
  'care.consent consent_way_is_listed': CONSENT_WAYS,
  'care.consent withdrawal_way_is_listed': CONSENT_WAYS,
  'care.consent consent_signer_is_listed': CONSENT_SIGNERS,
  'care.handoff handoff_kind_is_listed': HANDOFF_KINDS,
  'care.handoff handoff_basis_is_listed': HANDOFF_BASES,
  'care.handoff handoff_stage_is_known': STAGES,
  'care.handoff handoff_urgency_is_listed': URGENCIES,
  'care.handoff handoff_state_is_listed': HANDOFF_STATES,
  'care.handoff handoff_business_state_is_listed': BUSINESS_STATE_CODES,
  'care.handoff decline_reason_is_listed': DECLINE_REASONS,
  'care.handoff recall_reason_is_listed': RECALL_REASONS,
  'care.handoff report_outcome_is_listed': REPORT_OUTCOMES,
  'care.handoff_transition mover_is_listed': HANDOFF_MOVERS,
  'care.handoff_note note_kind_is_listed': NOTE_KINDS,
  'care.handoff_contact contact_way_is_listed': CONTACT_WAYS,
  'care.clock clock_kind_is_listed': CLOCK_KINDS,
  'care.capacity capacity_stage_is_known': STAGES,
  'care.place_hold place_hold_is_listed': PLACE_HOLDS,
  'care.forced_change forced_change_reason_is_listed': FORCED_CHANGE_REASONS,
  'care.packet packet_tier_is_listed': DISCLOSURE_TIERS,
  'care.disclosure disclosure_tier_is_listed': DISCLOSURE_TIERS,
  'care.disclosure disclosure_basis_is_listed': DISCLOSURE_BASES,
  'care.disclosure disclosure_channel_is_listed': DISCLOSURE_CHANNELS,
  'care.disclosure disclosed_to_a_listed_class': RECIPIENT_CLASSES,
  'care.work_item work_item_kind_is_listed': WORK_ITEM_KINDS,
  'care.work_item work_result_is_listed': NEXT_STEP_RESULTS,
  'care.erasure erasure_way_is_listed': ERASURE_ORIGINS,
  'care.erasure erasure_state_is_listed': ERASURE_STATES,
  'care.erasure erasure_ground_is_listed': ERASURE_GROUNDS,
  'care.erasure erasure_is_granted_on_a_ground_to_grant': [
    ...ERASURE_GRANT_GROUNDS,
    'granted',
    'carried_out',
  ],
  'care.erasure erasure_is_refused_on_a_ground_to_refuse': [...ERASURE_REFUSAL_GROUNDS, 'refused'],
  'care.erasure erasure_scope_is_listed': ERASURE_SCOPES,
  'care.legal_hold legal_hold_ground_is_listed': LEGAL_HOLD_GROUNDS,
  'vault.identity_field identity_field_is_listed': IDENTITY_FIELDS,
  'vault.known_to known_by_is_listed': [...CUSTODY_BASES, 'break_glass'],
  'vault.photo photo_type_is_listed': PHOTO_TYPES,
  'care.notice notice_kind_is_listed': NOTICE_KINDS,
  'care.notice_delivery notice_channel_is_listed': NOTICE_CHANNELS,
  'care.notice_delivery notice_outcome_is_listed': NOTICE_OUTCOMES,
  'vault.contact contact_changed_by_is_listed': ['client', 'staff'],
  'access.notice_preference notice_mode_is_listed': NOTICE_MODES,
  'care.break_glass opening_kind_is_listed': BREAK_GLASS_KINDS,
  'care.break_glass opening_reason_is_listed': BREAK_GLASS_REASONS,
  'care.break_glass opened_fields_are_listed': BREAK_GLASS_FIELDS,
  'care.break_glass opening_verdict_is_listed': BREAK_GLASS_VERDICTS,
  'care.break_glass client_told_is_listed': CLIENT_TOLD,
  'care.protection protection_kind_is_listed': PROTECTION_KINDS,
  'care.protection_alert protection_alert_is_listed': KEPT_PROTECTION_ALERTS,
  'care.identity_change identity_change_is_listed': ['joined', 'undone'],
  'care.identity_change identity_wish_is_listed': CONSENT_WAYS,
  'care.client_merge merge_ground_is_listed': MERGE_GROUNDS,
  'care.client_merge merge_state_is_listed': MERGE_STATES,
  'care.data_request request_authority_is_listed': DATA_REQUEST_AUTHORITIES,
  'care.data_request request_basis_is_listed': DATA_REQUEST_BASES,
  'care.data_request request_language_is_known': LANGUAGES,
  'care.data_request request_decision_is_listed': DATA_REQUEST_DECISIONS,
  'care.complaint complaint_channel_is_listed': COMPLAINT_CHANNELS,
  'care.complaint complaint_submitter_is_listed': COMPLAINT_SUBMITTERS,
  'care.complaint complaint_category_is_listed': COMPLAINT_CATEGORIES,
  'care.complaint complaint_pass_reason_is_listed': PASSED_ON_REASONS,
  'care.complaint complaint_language_is_known': LANGUAGES,
  'care.complaint complaint_outcome_is_listed': COMPLAINT_OUTCOMES,
  'care.complaint retaliation_finding_is_listed': RETALIATION_FINDINGS,
  'care.correction correction_asker_is_listed': ASKED_BY,
  'care.correction correction_field_is_listed': CORRECTION_FIELDS,
  'care.correction correction_decision_is_listed': CORRECTION_DECISIONS,
  'care.access_request access_asker_is_listed': ASKED_BY,
  'care.access_request access_form_is_listed': ACCESS_FORMS,
  'care.access_request access_answer_is_listed': ACCESS_ANSWERS,
  'care.rights_notice notice_form_is_listed': NOTICE_FORMS,
  'care.rights_notice notice_language_is_known': LANGUAGES,
  'care.breach breach_kind_is_listed': BREACH_KINDS,
  'care.breach breach_risk_is_listed': BREACH_RISKS,
  'care.permit permit_kind_is_listed': PERMIT_KINDS,
  'care.leave_wish leave_asker_is_listed': ASKED_BY,
  'care.leave_wish leave_outcome_is_listed': LEAVE_OUTCOMES,
  'care.deadline deadline_kind_is_listed': DEADLINE_KINDS,
};

const wordsOf = (definition: string): string[] =>
  [...definition.matchAll(/'([^']+)'::text/g)].map(([, word]) => word as string);
const sorted = (words: Iterable<string>): string[] => [...words].sort();

describe('the lists that the database checks', () => {
  let database: TestDatabase;
  let client: pg.Client;
  const checks = new Map<string, string[]>();

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
    const { rows } = await client.query<{ name: string; definition: string }>(`
      select format('%s.%s %s', n.nspname, c.relname, k.conname) as name, pg_get_constraintdef(k.oid) as definition
        from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
       where k.contype = 'c' and n.nspname in ('care','access','vault','audit','bus')`);
    for (const { name, definition } of rows) {
      if (/ARRAY\['/.test(definition)) checks.set(name, wordsOf(definition));
    }
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('are all compared here, and none is compared that is not there', () => {
    expect(sorted(checks.keys())).toEqual(sorted(Object.keys(LISTS)));
  });

  it.each(Object.entries(LISTS))('%s equals the list of the charter', (name, list) => {
    const words = checks.get(name) ?? [];
    expect(sorted(words)).toEqual(sorted(list));
    expect(new Set(words).size).toBe(words.length);
  });

  it('knows the rungs of the ladder, and no other', async () => {
    const { rows } = await client.query<{ rung: number }>(
      `select rung from generate_series(-1, 9) as rung, pg_constraint k
        where k.conname = 'rung_is_listed' and rung between (regexp_match(pg_get_constraintdef(k.oid), '>= (\\d+)'))[1]::int
          and (regexp_match(pg_get_constraintdef(k.oid), '<= (\\d+)'))[1]::int`,
    );
    expect(rows.map(({ rung }) => rung)).toEqual(Object.keys(RUNGS).map(Number));
  });
});

describe('work that is put off or undone', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('is put off for as many days, and undone within as many seconds, as the charter says', async () => {
    const { rows } = await client.query<{ put_off: string; undo: string }>(
      `select (select pg_get_constraintdef(oid) from pg_constraint where conname = 'work_is_put_off_for_14_days_at_most') as put_off,
        (select prosrc from pg_proc where oid = 'care.guard_work'::regproc) as undo`,
    );
    const [, days] = /'(\d+) days'/.exec(rows[0]?.put_off ?? '') ?? [];
    const [, seconds] = /'(\d+) seconds'/.exec(rows[0]?.undo ?? '') ?? [];
    expect([Number(days), Number(seconds)]).toEqual([LIMITS.work_put_off_days_max, LIMITS.work_undo_seconds]);
  });
});

describe('the machine of a handoff in the database', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('gives every business state the state of the charter, and nothing else any', async () => {
    const others = [...HANDOFF_STATES, ...HANDOFF_MOVERS, '', 'Recalled', 'recalled ', 'arrived', null];
    const asked = [...BUSINESS_STATE_CODES, ...others.filter((one) => !isBusinessState(one))];
    const { rows } = await client.query<{ state: string | null }>(
      'select care.state_of(x) as state from unnest($1::text[]) with ordinality as t (x, n) order by n',
      [asked],
    );
    expect(asked.map((one, i) => [one, rows[i]?.state])).toEqual(
      asked.map((one) => [one, isBusinessState(one) ? BUSINESS_STATES[one] : null]),
    );
    expect(asked.length).toBeGreaterThan(BUSINESS_STATE_CODES.length + 10);
  });

  it('goes the ways of the charter, each by whoever the charter names, and no other', async () => {
    const chartered = new Set<string>();
    for (const from of BUSINESS_STATE_CODES) {
      const moves: Partial<Record<HandoffMove, readonly BusinessState[]>> = HANDOFF[from];
      for (const [move, ends] of Object.entries(moves)) {
        for (const to of ends) {
          for (const mover of MOVES[move as HandoffMove].by) chartered.add(`${from} > ${to} ${mover}`);
        }
      }
    }
    const { rows } = await client.query<{ way: string }>(
      `select from_business || ' > ' || to_business || ' ' || mover as way from care.handoff_transition`,
    );
    expect(sorted(rows.map(({ way }) => way))).toEqual(sorted(chartered));
    expect(chartered.size).toBeGreaterThan(200);
  });

  it('counts the same states as open: among alternatives, for one place, and for what may still be disclosed', async () => {
    const predicate = async (index: string): Promise<string[]> => {
      const { rows } = await client.query<{ definition: string }>(
        `select pg_get_expr(indpred, indrelid) as definition from pg_index where indexrelid = $1::regclass`,
        [`care.${index}`],
      );
      return sorted(wordsOf(rows[0]?.definition ?? ''));
    };
    expect(await predicate('open_transfers_share_a_group')).toEqual(
      sorted([...OPEN_HANDOFF_STATES, 'transfer']),
    );
    expect(await predicate('one_offer_per_partner')).toEqual(sorted(OPEN_HANDOFF_STATES));
    // Accepted and not ended: who has said yes has it, until the client's stay there is reported.
    expect(await predicate('one_accepted_per_group')).toEqual(['accepted', 'in-progress', 'on-hold']);
    // A client may come after all: what failed may still arrive, so its packets are still written.
    const { rows: functions } = await client.query<{ source: string }>(
      `select prosrc as source from pg_proc where oid in ('care.packet_source'::regproc, 'care.disclose'::regproc)`,
    );
    expect(functions).toHaveLength(2);
    for (const { source } of functions) {
      const [, states = ''] = /state in \(([^)]+)\)/.exec(source) ?? [];
      expect(sorted(states.replaceAll(`'`, '').split(','))).toEqual(
        sorted([...OPEN_HANDOFF_STATES, 'failed']),
      );
    }
  });

  it('reads for a packet after a missed arrival as many days as somebody may still come', async () => {
    const { rows } = await client.query<{ source: string }>(
      `select prosrc as source from pg_proc where oid = 'care.packet_source'::regproc`,
    );
    const [, days] =
      /'failed' or closed_at > now\(\) - interval '(\d+) days'/.exec(rows[0]?.source ?? '') ?? [];
    expect(Number(days)).toBe(LIMITS.arrival_back_days_max);
  });

  it('closes to the receiver at the same ends everywhere: what was written, and the consent it stood on', async () => {
    const { rows } = await client.query<{ name: string; rule: string }>(
      `select tablename || ' ' || policyname as name, qual as rule from pg_policies
        where qual like '%rejected%' order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(['consent shared_consents', 'handoff_note both_sides_read']);
    for (const { rule } of rows) {
      const [, list = ''] = /<> ALL \(ARRAY\[([^\]]*)\]/.exec(rule) ?? [];
      expect(sorted(wordsOf(list))).toEqual(sorted(NEGATIVE_HANDOFF_STATES));
    }
  });
});

describe('what keeps a house in order, in the database', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const sourceOf = async (name: string): Promise<string> => {
    const { rows } = await client.query<{ source: string }>(
      'select pg_get_functiondef($1::regproc) as source',
      [name],
    );
    return rows[0]?.source ?? '';
  };
  const quoted = (list: string): string[] =>
    [...list.matchAll(/'([^']+)'/g)].map(([, word]) => word as string);

  it('gives accounts the roles of staff, and those of the network where the charter does', async () => {
    const source = await sourceOf('access.may_hold');
    const [all = '', network = ''] = [...source.matchAll(/ARRAY\[([^\]]*)\]/gi)].map(
      ([, list]) => list ?? '',
    );
    expect(sorted(quoted(all))).toEqual(sorted(STAFF_ROLES));
    expect(sorted(quoted(network))).toEqual(sorted(NETWORK_ROLES));
    expect(sorted(rolesToGive(true))).toEqual(sorted(STAFF_ROLES));
    expect(rolesToGive(false).filter((role) => NETWORK_ROLES.includes(role))).toEqual([]);
  });

  it('moves an item of a review the ways of its machine, and no other', async () => {
    const [, ways = ''] = /not in \(([^)]*)\)/.exec(await sourceOf('care.guard_review_item')) ?? [];
    const chartered = Object.entries(REVIEW_MACHINE).flatMap(([from, moves]) =>
      Object.values(moves as Record<string, readonly string[]>).flatMap((ends) =>
        ends.map((to) => `${from} ${to}`),
      ),
    );
    expect(sorted(quoted(ways))).toEqual(sorted(chartered));
    expect(chartered.length).toBe(4);
  });
});

function isBusinessState(word: string | null): word is BusinessState {
  return word !== null && word in BUSINESS_STATES;
}
