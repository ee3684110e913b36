import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import {
  CARE_REQUIREMENTS,
  INCOME_SOURCES,
  LANGUAGES,
  REFERRAL_SOURCES,
  SUBSTANCES,
  SUICIDE_RISKS,
  WITHDRAWAL_SCALES,
  WORK_KINDS,
  WORK_KINDS_OF_ITEM,
} from '#domain/charter/code-lists.js';
import {
  CONSENT_CATEGORIES,
  CONSENT_PURPOSES,
  CONSENT_SIGNERS,
  CONSENT_WAYS,
  DISCLOSURE_BASES,
  DISCLOSURE_TIERS,
} from '#domain/charter/consent.js';
import {
  BUSINESS_STATES,
  DECLINE_REASONS,
  HANDOFF,
  HANDOFF_KINDS,
  HANDOFF_STATES,
  OPEN_HANDOFF_STATES,
  RECALL_REASONS,
  REPORT_OUTCOMES,
  URGENCIES,
  type HandoffSide,
} from '#domain/charter/handoff.js';
import { SPELL_OUTCOMES, STAGES } from '#domain/charter/pathway.js';
import { IDENTITY_FIELDS } from '#platform/vault/identity.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

/** Grounds of custody and of access are the database's own words: no rule and no screen chooses among them. */
const CUSTODY_BASES = ['intake', 'import', 'handoff'];
const ACCESS_BASES = [...CUSTODY_BASES, 'authorship', 'break_glass'];

/** Every list of words that the database checks, and the list of the charter it must equal. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  'care.organisation organisation_stages_are_stages': STAGES,
  'care.legal_entity legal_entity_is_named_in_three_languages': LANGUAGES,
  'care.organisation organisation_is_named_in_three_languages': LANGUAGES,
  'care.unit unit_is_named_in_three_languages': LANGUAGES,
  'care.site site_is_named_in_three_languages': LANGUAGES,
  'access.account account_language_is_known': LANGUAGES,
  'audit.event event_outcome_is_known': ['done', 'refused'],
  'care.client client_language_is_known': LANGUAGES,
  'care.client client_substance_is_listed': Object.keys(SUBSTANCES),
  'care.client client_care_requirements_are_listed': CARE_REQUIREMENTS,
  'care.client client_referral_source_is_listed': REFERRAL_SOURCES,
  'care.custody custody_basis_is_known': CUSTODY_BASES,
  'care.episode_access access_basis_is_known': ACCESS_BASES,
  'care.episode_access access_scope_is_known': ['full', 'joined', 'own_part'],
  'care.episode_access access_categories_are_listed': CONSENT_CATEGORIES,
  'care.stage_spell spell_stage_is_known': STAGES,
  'care.stage_spell spell_outcome_is_known': Object.keys(SPELL_OUTCOMES),
  'care.safety_screen suicide_risk_is_listed': SUICIDE_RISKS,
  'care.treatment treatment_substance_is_listed': Object.keys(SUBSTANCES),
  'care.treatment withdrawal_scale_is_listed': WITHDRAWAL_SCALES,
  'care.reintegration income_source_is_listed': INCOME_SOURCES,
  'care.employment work_kind_is_listed': WORK_KINDS,
  'care.consent consent_purposes_are_listed': CONSENT_PURPOSES,
  'care.consent consent_categories_are_listed': CONSENT_CATEGORIES,
  'care.consent consent_language_is_known': LANGUAGES,
  'care.consent consent_way_is_listed': CONSENT_WAYS,
  'care.consent withdrawal_way_is_listed': CONSENT_WAYS,
  'care.consent consent_signer_is_listed': CONSENT_SIGNERS,
  'care.handoff handoff_kind_is_listed': HANDOFF_KINDS,
  'care.handoff handoff_stage_is_known': STAGES,
  'care.handoff handoff_urgency_is_listed': URGENCIES,
  'care.handoff handoff_state_is_listed': HANDOFF_STATES,
  'care.handoff handoff_business_state_is_listed': BUSINESS_STATES,
  'care.handoff decline_reason_is_listed': DECLINE_REASONS,
  'care.handoff recall_reason_is_listed': RECALL_REASONS,
  'care.handoff report_outcome_is_listed': REPORT_OUTCOMES,
  'care.packet packet_tier_is_listed': DISCLOSURE_TIERS,
  'care.disclosure disclosure_tier_is_listed': DISCLOSURE_TIERS,
  'care.disclosure disclosure_basis_is_listed': DISCLOSURE_BASES,
  'care.work_item work_item_kind_is_listed': WORK_KINDS_OF_ITEM,
  'vault.identity_field identity_field_is_listed': IDENTITY_FIELDS,
  'vault.known_to known_by_is_listed': CUSTODY_BASES,
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
      if (/ARRAY\[/.test(definition)) checks.set(name, wordsOf(definition));
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

  it('give each side of a handoff exactly the states that its moves lead to', async () => {
    const { rows } = await client.query<{ rule: string }>(
      `select with_check as rule from pg_policies where policyname = 'both_sides_move'`,
    );
    const rule = rows[0]?.rule ?? '';
    const at = rule.indexOf('sender_organisation_id');
    const leadsTo = (side: HandoffSide): string[] =>
      sorted(
        new Set(
          Object.values(HANDOFF).flatMap((moves) =>
            Object.values(moves)
              .filter((move) => move.by === side)
              .map((move) => move.to as string),
          ),
        ),
      );
    expect(at).toBeGreaterThan(0);
    expect(sorted(wordsOf(rule.slice(0, at)))).toEqual(leadsTo('receiver'));
    expect(sorted(wordsOf(rule.slice(at)))).toEqual(leadsTo('sender'));
  });

  it('count the same states as open: for one open transfer, and for what may still be disclosed', async () => {
    const { rows } = await client.query<{ definition: string }>(
      `select pg_get_expr(indpred, indrelid) as definition from pg_index where indexrelid = 'care.one_open_transfer_per_episode'::regclass`,
    );
    expect(sorted(wordsOf(rows[0]?.definition ?? ''))).toEqual(sorted([...OPEN_HANDOFF_STATES, 'transfer']));
    const { rows: functions } = await client.query<{ source: string }>(
      `select prosrc as source from pg_proc where oid in ('care.packet_source'::regproc, 'care.disclose'::regproc)`,
    );
    for (const { source } of functions) {
      const [, states = ''] = /state in \(([^)]+)\)/.exec(source) ?? [];
      expect(sorted(states.replaceAll(`'`, '').split(','))).toEqual(sorted(OPEN_HANDOFF_STATES));
    }
  });
});
