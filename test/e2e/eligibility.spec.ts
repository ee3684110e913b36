import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { EligibilityIssued, EligibilityRequest, EligibilityView } from '#domain/wire/eligibility.js';
import type { LoopIndicators } from '#domain/wire/indicators.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { admitNamed, granted } from '../support/journey.js';
import { PartnerBrowser, type PartnerPage } from '../support/partner-browser.js';
import { agreeTo, inDays } from '../support/eligibility.js';
import type { Answer, Staff } from '../support/staff.js';

let house: TestApplication;
let manager: Staff;
let bank: PartnerBrowser;
let client: string;

beforeAll(async () => {
  house = await startApplication();
  manager = await house.as('case-manager@work.eg.demo');
  bank = await PartnerBrowser.signIn(house.url, 'bank-officer@bank.eg.demo');
  client = await admitNamed(manager, { stage: 'employment' });
}, 120_000);
afterAll(() => house?.close(), 60_000);

const wanted = (consent: string, changes: Partial<EligibilityRequest> = {}): EligibilityRequest => ({
  recipient: 'EG-BANK',
  programme: 'small_enterprise',
  tier: 'small',
  use: 'once',
  valid_until_on: inDays(30),
  consent,
  ...changes,
});
const issue = (body: EligibilityRequest, key = randomUUID()): Promise<Answer<EligibilityIssued>> =>
  manager.post<EligibilityIssued>(`/api/clients/${client}/eligibility`, body, { key });
const issued = async (
  changes: Partial<EligibilityRequest> = {},
): Promise<EligibilityIssued & { code: string }> => {
  const consent = await agreeTo(manager, client, changes.recipient ? 'employer' : 'lender');
  return granted(await issue(wanted(consent.reference, changes)), 201) as EligibilityIssued & {
    code: string;
  };
};
const tokens = async (): Promise<EligibilityView[]> =>
  granted(await manager.get<{ tokens: EligibilityView[] }>(`/api/clients/${client}/eligibility`)).tokens;

describe('A token of eligibility', () => {
  it('is given on the client’s consent for one partner, who reads programme, tier, last day and state, and nothing else', async () => {
    const token = await issued();
    expect(token.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/);
    const page = await bank.check(token.code.toLowerCase().replaceAll('-', ' '));
    expect([page.status, page.facts('en')]).toEqual([
      200,
      {
        'Code of the token': token.code.toLowerCase().replaceAll('-', ' '),
        'Person, by your own number': expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/),
        Programme: 'Small enterprise loan',
        Tier: 'Up to the first limit',
        'Valid until': inDays(30),
        State: 'Valid',
        Use: 'For one application',
        'First shown': inDays(0),
      },
    ]);
    const [seen] = await tokens();
    expect(seen).toMatchObject({ reference: token.reference, state: 'valid', shown_at: expect.any(String) });
  });

  it('keeps its code nowhere: not in a table, not in the answer that is kept, and asked again under its key it is withheld', async () => {
    const consent = await agreeTo(manager, client, 'lender');
    const key = randomUUID();
    const first = granted(await issue(wanted(consent.reference), key), 201);
    const again = granted(await issue(wanted(consent.reference), key), 201);
    expect([again.reference, again.code]).toEqual([first.reference, null]);
    const code = first.code!.replaceAll('-', '');
    const kept = await house.rows<{ text: string }>(
      `select (select string_agg(e::text, ' ') from care.eligibility e) || (select string_agg(body::text, ' ') from audit.event) as text`,
    );
    expect(kept[0]!.text).not.toContain(code);
    expect(kept[0]!.text).not.toContain(first.code);
  });

  it('is a disclosure without a tier, and the figures of the house are told all the same', async () => {
    await issued();
    const duty = await house.as('duty-manager@detox.eg.demo');
    const { disclosures } = granted(
      await duty.get<LoopIndicators>(`/api/indicators/loop?from=${inDays(-30)}&to=${inDays(1)}`),
    );
    expect(disclosures.map(({ tier }) => tier)).toEqual(['D1', 'D2', 'D3', 'D4']);
  });

  it('is taken once: of fifty at the same moment one gets it', async () => {
    const token = await issued();
    const page = await bank.check(token.code);
    // One after the other: a check counts as a guess until it turns out right, and fifty guesses at once are too many.
    const forms: PartnerPage[] = [];
    while (forms.length < 50) forms.push(await bank.check(token.code));
    const answers = await Promise.all(forms.map((form) => bank.submit(form, /\/take$/)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49);
    // The same form again is the same change, and one that is posted late finds it taken.
    const won = answers.findIndex(({ status }) => status === 200);
    expect((await bank.submit(forms[won]!, /\/take$/)).status).toBe(200);
    expect((await bank.submit(page, /\/take$/)).status).toBe(409);
    expect((await tokens())[0]).toMatchObject({ state: 'used' });
    expect((await bank.check(token.code)).facts('en')['State']).toBe('Taken');
  }, 60_000);

  it('that counts until a day is shown as often as is needed, and never taken', async () => {
    const token = await issued({ use: 'until' });
    for (let time = 0; time < 3; time += 1) {
      const page = await bank.check(token.code);
      expect([page.facts('en')['State'], page.forms.some(({ action }) => action.endsWith('/take'))]).toEqual([
        'Valid',
        false,
      ]);
    }
  });

  it('ends with the consent, within a second, also for whoever has the form open', async () => {
    const consent = await agreeTo(manager, client, 'lender');
    const token = granted(await issue(wanted(consent.reference)), 201);
    const open = await bank.check(token.code!);
    const began = performance.now();
    granted(
      await manager.post(
        `/api/consents/${consent.reference}/withdrawal`,
        { how: 'witnessed_oral' },
        { version: consent.version },
      ),
    );
    expect((await bank.submit(open, /\/take$/)).status).toBe(409);
    expect((await bank.check(token.code!)).facts('en')['State']).toBe('Ended');
    expect(performance.now() - began).toBeLessThan(1_000);
    expect((await tokens())[0]).toMatchObject({ state: 'ended' });
  });

  it('is either taken or ended when both happen at once, never both', async () => {
    for (let round = 0; round < 6; round += 1) {
      const consent = await agreeTo(manager, client, 'lender');
      const token = granted(await issue(wanted(consent.reference)), 201);
      const form = await bank.check(token.code!);
      const [taken] = await Promise.all([
        bank.submit(form, /\/take$/),
        manager.post(
          `/api/consents/${consent.reference}/withdrawal`,
          { how: 'witnessed_oral' },
          { version: consent.version },
        ),
      ]);
      const [row] = await house.rows<{ used: boolean; before: boolean }>(
        `select e.used_at is not null as used, coalesce(e.used_at < k.withdrawn_at, true) as before from care.eligibility e
           join care.consent k on k.id = e.consent_id where e.reference = $1`,
        [token.reference],
      );
      expect(row).toEqual({ used: taken.status === 200, before: true });
    }
  });

  it('is ended by whoever gave it, on the version they read, once', async () => {
    const token = await issued();
    const end = (version: number) =>
      manager.post<EligibilityView>(`/api/eligibility/${token.reference}/end`, undefined, { version });
    expect((await end(9)).problem.code).toBe('version.stale');
    expect(granted(await end(token.version))).toMatchObject({ state: 'ended', version: 2 });
    expect((await end(2)).problem.code).toBe('eligibility.ended');
    expect((await bank.check(token.code)).facts('en')['State']).toBe('Ended');
  });

  it('that has expired says so, and is not taken', async () => {
    const token = await issued();
    const open = await bank.check(token.code);
    await house.rows(`update care.eligibility set valid_until_on = current_date - 1 where reference = $1`, [
      token.reference,
    ]);
    expect((await bank.check(token.code)).facts('en')['State']).toBe('Expired');
    expect((await bank.submit(open, /\/take$/)).status).toBe(409);
  });

  it('is refused, by name, without a consent for this partner, for a programme of another kind, for too long, and by who is not responsible', async () => {
    const consent = await agreeTo(manager, client, 'lender');
    const no = async (changes: Partial<EligibilityRequest>): Promise<string> =>
      (await issue(wanted(consent.reference, changes))).problem.code;
    expect(await no({ consent: randomUUID() })).toBe('eligibility.consent_needed');
    expect(await no({ recipient: 'EG-SKILLS', programme: 'trade_course', tier: 'standard' })).toBe(
      'eligibility.consent_needed',
    );
    expect(await no({ recipient: 'EG-DETOX-1' })).toBe('eligibility.recipient_unknown');
    expect(await no({ recipient: 'RU-WORK-1' })).toBe('eligibility.recipient_unknown');
    expect(await no({ programme: 'trade_course', tier: 'standard' })).toBe('eligibility.programme_unknown');
    expect(await no({ tier: 'huge' })).toBe('eligibility.programme_unknown');
    expect(await no({ valid_until_on: inDays(0) })).toBe('eligibility.too_long');
    expect(await no({ valid_until_on: inDays(181) })).toBe('eligibility.too_long');
    const auditor = await house.as('auditor@work.eg.demo');
    expect((await auditor.post(`/api/clients/${client}/eligibility`, wanted(consent.reference))).status).toBe(
      403,
    );
    const elsewhere = await house.as('case-manager@rehab1.eg.demo');
    expect(
      (await elsewhere.post(`/api/clients/${client}/eligibility`, wanted(consent.reference))).status,
    ).toBe(404);
  });
});

describe('Two partners', () => {
  it('cannot tell that they know the same person, and read nothing of each other’s tokens', async () => {
    const factory = await PartnerBrowser.signIn(house.url, 'employer@nakheel.eg.demo');
    const loan = await issued({ use: 'until' });
    const job = await issued({
      recipient: 'EG-WOOD',
      programme: 'skilled_hiring',
      tier: 'standard',
      use: 'until',
    });
    const [atBank, atFactory] = [await bank.check(loan.code), await factory.check(job.code)];
    const person = 'Person, by your own number';
    expect(atBank.facts('en')[person]).not.toBe(atFactory.facts('en')[person]);
    // The same person twice at one partner is the same there.
    const second = await bank.check((await issued({ use: 'until' })).code);
    expect(second.facts('en')[person]).toBe(atBank.facts('en')[person]);
    // Another’s code is no code, and another’s reference is nothing.
    expect((await factory.check(loan.code)).status).toBe(404);
    const values = (html: string): string[] =>
      html.match(
        /\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g,
      ) ?? [];
    const [ofBank, ofFactory] = [await bank.get('/partner/tokens'), await factory.get('/partner/tokens')];
    expect(values(ofBank.html).length).toBeGreaterThan(3);
    expect(values(ofFactory.html)).toHaveLength(1);
    expect(values(ofFactory.html).filter((one) => ofBank.html.includes(one))).toEqual([]);
  });
});

describe('A code that is none', () => {
  it('is one answer in one time, whether it is unknown, forged, mistyped or another partner’s', async () => {
    const factory = await PartnerBrowser.signIn(house.url, 'employer@nakheel.eg.demo');
    const foreign = (await issued()).code;
    const times: Record<string, number[]> = { foreign: [], unknown: [] };
    const answers = new Set<string>();
    for (let round = 0; round < 10; round += 1) {
      for (const [who, code] of [
        ['foreign', foreign],
        ['unknown', '7K3M-9QXR-T4'],
      ] as const) {
        const began = performance.now();
        const page = await factory.check(code);
        times[who]!.push(performance.now() - began);
        answers.add(`${page.status} ${page.wrong}`);
      }
    }
    for (const code of ['1', '<b>', 'ZZZZ-ZZZZ-ZZ', 'ل'.repeat(300)])
      answers.add(`${(await factory.check(code)).status} ${(await factory.check(code)).wrong}`);
    expect([...answers]).toEqual([
      '404 This code is not known here. Check each sign with the person who showed it.',
    ]);
    const median = (of: number[]): number => of.sort((a, b) => a - b)[of.length / 2]!;
    expect(Math.abs(median(times['foreign']!) - median(times['unknown']!))).toBeLessThan(40);
  });

  it('makes the account wait after thirty in an hour, and the refusal is in the audit', async () => {
    const factory = await PartnerBrowser.signIn(house.url, 'employer@nakheel.eg.demo');
    let page = await factory.check('7K3M-9QXR-T4');
    for (let tries = 0; tries < 31 && page.status === 404; tries += 1)
      page = await factory.check('7K3M-9QXR-T4');
    expect([page.status, page.wrong]).toEqual([429, expect.stringMatching(/Try again in \d+ seconds/)]);
    const refused = await house.rows(
      `select from audit.event where body::text like '%eligibility.slow_down%'`,
    );
    expect(refused.length).toBeGreaterThan(0);
    // The bank checks as before.
    expect((await bank.check((await issued()).code)).status).toBe(200);
  });
});
