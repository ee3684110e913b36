import { describe, expect, it } from '@jest/globals';
import { EXITS, EXIT_CODES, TREATED_BEFORE, ENTRY_SOURCES } from '../charter/exits.js';
import { SPELL_OUTCOMES } from '../charter/pathway.js';
import {
  checkEpisode,
  countsForTdi,
  isAnswered,
  tooManyUnknown,
  type EpisodeFacts,
} from './episode-checks.js';

const TODAY = '2026-06-30';
const codes = (facts: Partial<EpisodeFacts>) =>
  checkEpisode({ today: TODAY, ...facts }).refusals.map(({ code, details }) => `${code} ${details.field}`);
const warned = (facts: Partial<EpisodeFacts>) =>
  checkEpisode({ today: TODAY, ...facts }).warnings.map(({ rule }) => rule);

describe('The checks of an episode', () => {
  it('V1 refuses days that are not in their order, whichever is missing between them', () => {
    const road = {
      requested_on: '2026-06-01',
      first_contact_on: '2026-06-02',
      first_appt_offered_on: '2026-06-02',
    };
    expect(
      codes({ ...road, started_on: '2026-06-03', admitted_on: '2026-06-03', exited_on: '2026-06-03' }),
    ).toEqual([]);
    expect(codes({ ...road, first_contact_on: '2026-05-31' })).toEqual([
      'entry.days_out_of_order first_contact_on',
    ]);
    expect(
      codes({ requested_on: '2026-06-02', first_contact_on: null, first_appt_offered_on: '2026-06-01' }),
    ).toEqual(['entry.days_out_of_order first_appt_offered_on']);
    expect(codes({ admitted_on: '2026-06-04', started_on: '2026-06-03' })).toEqual([
      'entry.days_out_of_order admitted_on',
    ]);
    expect(codes({ admitted_on: '2026-06-04', exited_on: '2026-06-03' })).toEqual([
      'entry.days_out_of_order exited_on',
    ]);
    expect(codes({ started_on: '2026-06-04', planned_end_on: '2026-06-03' })).toEqual([
      'entry.days_out_of_order planned_end_on',
    ]);
    expect(codes({ requested_on: '2026-07-01' })).toEqual(['record.date_in_future requested_on']);
  });

  it('V2 refuses a year of birth nobody alive has, and warns below the age of the jurisdiction', () => {
    expect(codes({ birth_year: 1902 })).toEqual(['entry.birth_year birth_year']);
    expect(codes({ birth_year: 1903 })).toEqual([]);
    expect(codes({ birth_year: 2027 })).toEqual(['entry.birth_year birth_year']);
    expect(warned({ birth_year: 2010, age_min: 18 })).toEqual(['V2']);
    expect(warned({ birth_year: 2008, age_min: 18 })).toEqual([]);
  });

  it('V3 refuses a first use at an age not reached yet, and a first injection before 8', () => {
    expect(codes({ birth_year: 2000, age_first_use: 26 })).toEqual([]);
    expect(codes({ birth_year: 2000, age_first_use: 27 })).toEqual(['entry.age_not_reached age_first_use']);
    expect(codes({ age_first_injected: 7 })).toEqual(['entry.age_not_reached age_first_injected']);
    expect(codes({ age_first_injected: 8 })).toEqual([]);
  });

  it('V4 wants exactly one first substance', () => {
    const use = (...ranks: number[]) => ({
      substances: ranks.map((rank) => ({ rank, substance: 'opioids' })),
    });
    expect(codes(use(1, 2, 3))).toEqual([]);
    expect(codes(use(2))).toEqual(['entry.one_first_substance substances']);
    expect(codes(use(1, 1))).toEqual(['entry.one_first_substance substances']);
  });

  it('V5 keeps alcohol and gambling out of the European figures, and nothing else', () => {
    expect(['alcohol', 'gambling', 'opioids', 'unknown', null].map(countsForTdi)).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
  });

  it('V6 refuses "never injected" beside a substance that is injected', () => {
    const substances = [{ rank: 1, substance: 'opioids', route: 'inject' }];
    expect(codes({ substances, injecting: 'never' })).toEqual(['entry.injects injecting']);
    expect(codes({ substances, injecting: 'current' })).toEqual([]);
    expect(codes({ substances, injecting: 'refused' })).toEqual([]);
  });

  it('V7 refuses a last use within 30 days where nothing was used in 30 days', () => {
    const on = (last_use_on: string | null) => ({
      started_on: '2026-06-30',
      substances: [{ rank: 1, substance: 'opioids', none_in_30_days: true, last_use_on }],
    });
    expect(codes(on('2026-06-01'))).toEqual(['entry.used_within_30_days last_use_on']);
    expect(codes(on('2026-05-31'))).toEqual([]);
    expect(codes(on(null))).toEqual([]);
  });

  it('V10 asks again about a pregnancy of a man, and lets it stand where it was confirmed', () => {
    expect(codes({ sex: 'male', pregnant: true })).toEqual(['entry.pregnancy pregnant']);
    expect(codes({ sex: 'male', pregnant: true, pregnancy_confirmed: true })).toEqual([]);
    expect(codes({ sex: 'unknown', pregnant: true })).toEqual([]);
  });

  it('V11 says when more than one in ten is unknown, and stops nobody', () => {
    expect([tooManyUnknown(1, 10), tooManyUnknown(2, 10), tooManyUnknown(0, 0)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(codes({ prev_treated: 'unknown', referral_source: 'unknown' })).toEqual([]);
  });

  it('V12 keeps "does not want to say" apart from "not known", which is no answer', () => {
    expect([isAnswered('refused'), isAnswered('unknown'), isAnswered(null)]).toEqual([true, false, false]);
    expect(TREATED_BEFORE).toEqual(expect.arrayContaining(['refused', 'unknown']));
    expect(Object.keys(ENTRY_SOURCES)).toEqual(expect.arrayContaining(['refused', 'unknown']));
  });

  it('H1 wants a document, its reviewer and an end that is not over from whoever did not choose to come', () => {
    const basis = { legal_basis_of_entry: 'involuntary_medical' } as const;
    expect(codes(basis)).toEqual([
      'entry.legal_ground legal_document',
      'entry.legal_ground legal_reviewer',
      'entry.legal_ground legal_until_on',
    ]);
    const papers = { ...basis, legal_document: 'Order 17', legal_reviewer: 'The court of Giza' };
    expect(codes({ ...papers, legal_until_on: '2026-06-29' })).toEqual([
      'entry.legal_ground_over legal_until_on',
    ]);
    expect(codes({ ...papers, legal_until_on: TODAY })).toEqual([]);
    expect(codes({ legal_basis_of_entry: 'court_ordered' })).toEqual([]);
  });
});

describe('The codes of exits', () => {
  it('each have a class, and none is followed up that must not be', () => {
    expect(EXIT_CODES).toHaveLength(20);
    expect(EXIT_CODES.filter((exit) => !EXITS[exit].followed_up)).toEqual(['died', 'error']);
    for (const exit of EXIT_CODES) expect(SPELL_OUTCOMES[exit]).toBe(EXITS[exit].class);
  });

  it('are placed in NDTMS and TEDS as domain 02 places them', () => {
    const pairs = EXIT_CODES.map((exit) => `${exit} ${EXITS[exit].ndtms ?? '-'}/${EXITS[exit].teds ?? '-'}`);
    expect(pairs).toEqual([
      'comp_abst 80/1',
      'comp_alc 81/1',
      'comp_nondep 82/1',
      'comp_step 93/4',
      'trans_plan 83/4',
      'trans_med 83/4',
      'hospital_emergency 83/4',
      'detained 84/5',
      'moved 83/7',
      'dropout 85/2',
      'left 85/2',
      'left_early 85/2',
      'prov_withdrew 86/3',
      'declined_start 88/7',
      'not_suitable 83/4',
      'no_place_anywhere -/7',
      'funding_end -/7',
      'admin_6m 85/2',
      'died 89/6',
      'error -/-',
    ]);
  });
});
