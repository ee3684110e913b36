import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CONSENT_CATEGORIES,
  CONSENT_KINDS,
  CONSENT_KIND_CODES,
  DATA_CATEGORIES,
  ROLE_MINIMUM,
  type ConsentCategory,
} from '../charter/consent.js';
import { Refusal } from '../refusal.js';
import type { ConsentRequest } from '../wire/consent.js';
import {
  assertRecords,
  narrowed,
  needsGuardian,
  ownFrom,
  recordedBy,
  wholeConsent,
  type ConsentProfile,
} from './consent.js';

const TODAY = '2026-06-15';
const PROFILE: ConsentProfile = {
  min_age_own_consent: 18,
  no_end_allowed: false,
  recipient_classes: ['own_house', 'family', 'employers', 'lenders', 'researchers', 'media', 'courts'],
};
const CLIENT = { birth_year: 1990, language: 'ar' };
const WHOLE = {
  kind: 'care_sharing',
  recipient: 'EG-REHAB-1',
  purposes: ['care'],
  categories: ['identity', 'treatment'],
  language: 'ar',
  given_how: 'paper_signature',
  signer: 'self',
  ends: 'date',
  expires_on: '2027-01-01',
} as const;

/** The codes of everything a consent is refused for; empty: it stands. */
function refusedFor(
  changes: { readonly [E in keyof ConsentRequest]?: ConsentRequest[E] | undefined },
  profile: ConsentProfile = PROFILE,
  client: typeof CLIENT | { birth_year: number | null; language: string } = CLIENT,
): string[] {
  const wanted = JSON.parse(JSON.stringify({ ...WHOLE, ...changes })) as ConsentRequest;
  for (const [element, value] of Object.entries(changes))
    if (value === undefined) delete wanted[element as keyof ConsentRequest];
  try {
    wholeConsent(wanted, profile, client, TODAY);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [error.code, ...(error.details.also ?? []).map(({ code }) => code)];
  }
}

describe('A consent', () => {
  it.each([
    ['recipient', 'consent.recipient_required'],
    ['purposes', 'consent.purpose_required'],
    ['categories', 'consent.category_required'],
    ['language', 'consent.language_required'],
    ['given_how', 'consent.way_required'],
    ['signer', 'consent.signer_required'],
  ] as const)('without %s is refused by that name', (element, code) => {
    expect(refusedFor({})).toEqual([]);
    expect(refusedFor({ [element]: undefined })).toEqual([code]);
    if (element === 'purposes' || element === 'categories')
      expect(refusedFor({ [element]: [] })).toEqual([code]);
  });

  it('without an end is refused by that name, and names everything that is missing at once', () => {
    expect(refusedFor({ ends: undefined, expires_on: undefined })).toEqual(['consent.end_required']);
    expect(refusedFor({ ends: 'date', expires_on: undefined })).toEqual(['consent.end_required']);
    expect(refusedFor({ language: undefined, signer: undefined })).toEqual([
      'consent.language_required',
      'consent.signer_required',
    ]);
  });

  it('has no end only where the profile allows it and it is for treatment, payment and operations', () => {
    const endless = { ends: 'none', expires_on: undefined } as const;
    const allowing = { ...PROFILE, no_end_allowed: true };
    expect(refusedFor(endless)).toEqual(['consent.end_needed']);
    expect(refusedFor(endless, allowing)).toEqual([]);
    const research = { kind: 'research', purposes: ['research'] } as const;
    expect(refusedFor({ ...endless, ...research, purposes: [...research.purposes] }, allowing)).toEqual([
      'consent.end_needed',
    ]);
  });

  it('for counselling notes is combined with nothing', () => {
    fc.assert(
      fc.property(
        fc
          .subarray([...DATA_CATEGORIES], { minLength: 2 })
          .filter((some) => some.includes('counselling_notes')),
        fc.constantFrom(...CONSENT_KIND_CODES.filter((kind) => kind !== 'service')),
        (categories, kind) => {
          const purposes = [...CONSENT_KINDS[kind].purposes];
          expect(refusedFor({ kind, purposes, categories })).toContain('consent.counselling_alone');
        },
      ),
    );
    expect(refusedFor({ categories: ['counselling_notes'] })).toContain('consent.counselling_alone');
    expect(refusedFor({ kind: 'counselling_notes', categories: ['counselling_notes'] })).toEqual([]);
  });

  it('for proceedings is combined with nothing', () => {
    const court = { recipient: undefined, recipient_class: 'courts', purposes: ['proceedings'] } as const;
    expect(refusedFor({ ...court, purposes: ['proceedings'], kind: 'proceedings' })).toEqual([]);
    expect(refusedFor({ purposes: ['care', 'proceedings'] })).toContain('consent.proceedings_alone');
    expect(refusedFor({ ...court, kind: 'proceedings', purposes: ['proceedings', 'care'] })).toContain(
      'consent.proceedings_alone',
    );
  });

  it('for follow-up, research, employer, lender and media are five, and none of them is part of another', () => {
    const apart = ['follow_up', 'research', 'employer', 'lender', 'media'] as const;
    for (const kind of apart) {
      const [own] = CONSENT_KINDS[kind].purposes;
      for (const other of CONSENT_KIND_CODES.filter((one) => one !== kind)) {
        const purposes = [...new Set([own, ...CONSENT_KINDS[other].purposes])];
        expect([kind, other, refusedFor({ kind: other, purposes }).length > 0]).toEqual([kind, other, true]);
      }
    }
  });

  it('with an employer, a lender or the public never opens what was treated', () => {
    for (const kind of ['employer', 'lender', 'media'] as const) {
      const open: readonly ConsentCategory[] = CONSENT_KINDS[kind].categories;
      for (const closed of ['diagnosis', 'treatment', 'safety', 'plan', 'bbv', 'pregnancy'] as const)
        expect(open).not.toContain(closed);
    }
  });

  it('names the organisation where the profile knows no class, and is given in the language of the client', () => {
    const open = { recipient: undefined, recipient_class: 'treating_providers' } as const;
    expect(refusedFor(open)).toEqual(['consent.class_not_here']);
    expect(refusedFor(open, { ...PROFILE, recipient_classes: ['treating_providers'] })).toEqual([]);
    expect(refusedFor({ recipient_class: 'courts' })).toEqual(['consent.recipient_of_another']);
    expect(refusedFor({ language: 'en' })).toEqual(['consent.language_other']);
  });
});

describe('Who records a consent at the wish of the client', () => {
  it('records any kind, but whoever helps into work records what a token stands on, which opens no more than they need', () => {
    expect(recordedBy(['clinician'])).toEqual(CONSENT_KIND_CODES);
    expect(recordedBy(['employment_officer'])).toEqual(['employer', 'lender']);
    expect(recordedBy(['employment_officer', 'case_manager'])).toEqual(CONSENT_KIND_CODES);
    expect(recordedBy(['auditor', 'bank_officer'])).toEqual([]);
    for (const kind of recordedBy(['employment_officer']))
      expect(ROLE_MINIMUM.employment_officer).toEqual(
        expect.arrayContaining([...CONSENT_KINDS[kind].categories]),
      );
    expect(() => assertRecords(['employment_officer'], 'lender')).not.toThrow();
    expect(() => assertRecords(['employment_officer'])).toThrow('consent.kind_of_others');
  });
});

describe('Somebody under age', () => {
  const young = { birth_year: 2009, language: 'ar' };
  const authority = { document: 'decree 5', checked: true };

  it('needs a guardian, with a document, who is not whom they need protection from', () => {
    expect(refusedFor({}, PROFILE, young)).toEqual(['consent.guardian_required']);
    expect(refusedFor({}, { ...PROFILE, min_age_own_consent: 16 }, young)).toEqual([]);
    expect(refusedFor({ signer: 'representative', authority }, PROFILE, young)).toEqual([
      'consent.guardian_required',
    ]);
    expect(refusedFor({ signer: 'guardian' }, PROFILE, young)).toEqual(['consent.authority_required']);
    expect(
      refusedFor({ signer: 'guardian', authority: { ...authority, checked: false } }, PROFILE, young),
    ).toEqual(['consent.guardian_unchecked']);
    expect(refusedFor({ signer: 'guardian', authority }, PROFILE, young)).toEqual([]);
  });

  it('is never shown in public, whoever agrees', () => {
    const media = {
      kind: 'media',
      purposes: ['media'],
      categories: ['identity'],
      recipient: undefined,
    } as const;
    const asked = { ...media, purposes: [...media.purposes], categories: [...media.categories] };
    expect(
      refusedFor({ ...asked, recipient_class: 'media', signer: 'guardian', authority }, PROFILE, young),
    ).toEqual(['consent.minor_not_published']);
  });

  it('decides alone from one day on, which is never a day on which nobody may sign', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1950, max: 2030 }), fc.integer({ min: 12, max: 21 }), (year, age) => {
        const day = ownFrom(year, age) as string;
        expect(needsGuardian(year, age, day)).toBe(false);
        expect(needsGuardian(year, age, `${year + age - 1}-12-31`)).toBe(true);
      }),
    );
    expect(ownFrom(2009, 18, '2027-05-04')).toBe('2027-05-04');
    expect(ownFrom(2009, 18, '2030-05-04')).toBe('2027-01-01'); // of another year: not believed
    expect(ownFrom(null, 18)).toBeNull();
  });

  it('is not signed for once grown up, and of whom no year is known nobody signs until for ever', () => {
    expect(refusedFor({ signer: 'guardian', authority })).toEqual(['consent.guardian_not_needed']);
    const unknown = { birth_year: null, language: 'ar' };
    expect(refusedFor({ signer: 'guardian', authority }, PROFILE, unknown)).toEqual([
      'consent.birth_year_needed',
    ]);
    expect(
      refusedFor(
        { signer: 'guardian', authority: { ...authority, own_from: '2027-03-01' } },
        PROFILE,
        unknown,
      ),
    ).toEqual([]);
  });
});

describe('Narrowing', () => {
  const some = fc.subarray<ConsentCategory>([...CONSENT_CATEGORIES], { minLength: 1 });

  it('never adds a category, a purpose or a day, and refuses what changes nothing or leaves nothing', () => {
    fc.assert(
      fc.property(
        some,
        some,
        fc.option(fc.constantFrom('2026-07-01', '2026-12-01', '2027-06-01')),
        (had, left, day) => {
          const standing = {
            kind: 'tpo',
            purposes: ['care', 'payment'],
            categories: had,
            expires_on: '2026-12-01',
          } as const;
          const wanted = { how: 'code', categories: left, ...(day && { expires_on: day }) } as const;
          try {
            const now = narrowed(standing, { ...wanted, categories: [...left] }, TODAY);
            expect(now.categories.every((one) => had.includes(one))).toBe(true);
            expect(now.expires_on! <= standing.expires_on).toBe(true);
            expect(now.categories.length < had.length || now.expires_on! < standing.expires_on).toBe(true);
          } catch (error) {
            const added = left.some((one) => !had.includes(one)) || (day ?? '') > standing.expires_on;
            const same = left.length === had.length && (day ?? standing.expires_on) === standing.expires_on;
            expect([(error as Refusal).code, added || same]).toEqual(['consent.not_narrower', true]);
          }
        },
      ),
    );
    const standing = {
      kind: 'care_sharing',
      purposes: ['care'],
      categories: ['plan'],
      expires_on: null,
    } as const;
    expect(() => narrowed(standing, { how: 'code', categories: [] }, TODAY)).toThrow(
      'consent.narrowed_to_nothing',
    );
  });
});
