import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { readCsv } from '#domain/rules/csv.js';
import type { ConsentCopy } from '#domain/wire/consent.js';
import type { ExportLine } from '#domain/wire/export.js';
import type { HandoffWritten } from '#domain/wire/handoff.js';
import type { Pack } from '#platform/packs/pack.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { expectRefusal, go, offerTo, requestOf, TOMORROW } from '../support/journey-handoffs.js';
import { admitNamed, consentTo, granted, viewHandoff } from '../support/journey.js';

/** The houses of one demo network under the law of the United States: there is no demo network of its own. */
describe('Under the law of the United States', () => {
  let house: TestApplication;
  let desks: Desks;
  let us: Pack;

  beforeAll(async () => {
    house = await startApplication();
    us = house.packs.of('US');
    await house.rows(
      `update care.organisation set jurisdiction = 'US', time_zone = $1 where jurisdiction = 'EG'`,
      [us.time_zone],
    );
    desks = await signInDesks(house);
  }, 120_000);
  afterAll(() => house?.close(), 60_000);

  it('a handoff carries the statement of 42 CFR 2.32, from the preview to the ledger', async () => {
    const client = await admitNamed(desks.clinician);
    const { reference } = await offerTo(desks.manager, client);
    await go(desks.palm, reference, 'take');
    await go(desks.palm, reference, 'accept', TOMORROW());
    for (const language of LANGUAGES) {
      desks.palm.language = language;
      const { packets } = await viewHandoff(desks.palm, reference);
      expect(packets.length).toBeGreaterThan(1);
      for (const packet of packets)
        expect(packet).toMatchObject({
          notice_version: 'us-42-cfr-2.32-1',
          redisclosure_notice: us.redisclosure_notice.texts[language],
          redisclose: false,
        });
    }
    desks.palm.language = 'en';
    expect(us.redisclosure_notice.texts.en).toMatch(
      /^This record which has been disclosed to you is protected by Federal confidentiality rules \(42 CFR part 2\)\./,
    );
    const told = await house.rows<{ notice_version: string }>(
      `select distinct d.notice_version from care.disclosure d join care.handoff h on h.id = d.handoff_id where h.reference = $1`,
      [reference],
    );
    expect(told).toEqual([{ notice_version: 'us-42-cfr-2.32-1' }]);
    await go(desks.palm, reference, 'arrive');
  });

  it('a consent is the document of 42 CFR 2.31, and notes of counselling stand on one of their own', async () => {
    const client = await admitNamed(desks.clinician);
    const consent = await consentTo(desks.manager, client, 'EG-REHAB-1', ['treatment', 'plan']);
    const copy = granted(await desks.manager.get<ConsentCopy>(`/api/consents/${consent}/copy`));
    expect(copy.versions[0]!.document).toMatchObject({
      text_id: 'us-part2-1',
      statements: expect.arrayContaining(['revocation', 'redisclosure', 'refusal_consequences']),
    });
    const wanted = {
      recipient: 'EG-REHAB-1',
      purposes: ['care'],
      language: copy.consent.language,
      given_how: 'paper_signature',
      signer: 'self',
      ends: 'end_of_care',
    };
    const sign = (more: object) =>
      desks.manager.post(`/api/clients/${client}/consents`, { ...wanted, ...more });
    const together = { kind: 'care_sharing', categories: ['treatment', 'counselling_notes'] };
    expectRefusal(await sign(together), 422, 'consent.counselling_alone');
    const alone = granted(
      await sign({ kind: 'counselling_notes', categories: ['counselling_notes'] }),
      201,
    ) as { reference: string };
    // It is no consent to share the record: no request stands on it.
    const request = await requestOf(desks.manager, client, { consent: alone.reference });
    const answer = await desks.manager.post<HandoffWritten>('/api/handoffs', request);
    expectRefusal(answer, 422, 'consent.unknown');
  });

  it('what leaves in a file carries the notice: whole in front of a copy of handoffs, short in each row of a list', async () => {
    const auditor = await house.as('auditor@detox.eg.demo');
    const lines = (await auditor.get('/api/handoffs/export?side=sender')).text.trimEnd().split('\n');
    expect(JSON.parse(lines[0]!) as ExportLine).toMatchObject({
      line: 'notice',
      redisclosure_notice: us.redisclosure_notice,
    });
    const table = await desks.clinician.post(
      '/api/exports/list',
      { list: 'clients', search: {}, reason: 'supervision' },
      { key: null },
    );
    const rows = readCsv(table.text).slice(1);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows)
      expect(row.at(-1)).toBe(
        '42 CFR part 2 prohibits unauthorized use or disclosure of these records. (us-42-cfr-2.32-1)',
      );
  });

  it('the notice of privacy practices names both laws, what is kept apart, and whom to turn to', async () => {
    const client = await admitNamed(desks.clinician);
    const answer = await desks.clinician.get(`/api/clients/${client}/rights`);
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).toContain('us-rights-1');
    for (const language of LANGUAGES) {
      expect(us.rights.texts[language]).toMatch(/42 CFR/);
      expect(us.rights.texts[language]).toMatch(/HIPAA/);
      expect(us.rights.texts[language]).toContain(us.rights.appeal_to[language]);
    }
    expect(us.rights.texts.en).toContain('Notes of counselling sessions are kept apart');
    // 45 CFR 164.408: without unreasonable delay and in no case later than sixty days.
    expect(us.breach.hours).toBe(60 * 24);
  });

  it('nobody is handed to a house under another law', async () => {
    const client = await admitNamed(desks.clinician);
    const wanted = await requestOf(desks.manager, client);
    expectRefusal(
      await desks.manager.post('/api/handoffs', { ...wanted, receiver: 'RU-REHAB-1' }),
      422,
      'handoff.receiver_jurisdiction',
    );
  });
});
