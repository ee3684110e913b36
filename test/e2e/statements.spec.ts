import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PaperService } from '#casework/paper/paper.service.js';
import type { ConsentCategory } from '#domain/charter/consent.js';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { CorrectionField } from '#domain/charter/rights.js';
import type { HandoffPreview, PacketBody } from '#domain/wire/handoff.js';
import type { CorrectionView } from '#domain/wire/rights.js';
import { PAPER_WORDS } from '#domain/words/paper.js';
import { clientActor } from '#platform/db/actor.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { fhirFaults, type ReadBundle } from '../support/fhir-shapes.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { go, offerTo, TOMORROW } from '../support/journey-handoffs.js';
import {
  admitNamed,
  ALL_CATEGORIES,
  consentTo,
  daysAgo,
  granted,
  inHours,
  viewHandoff,
} from '../support/journey.js';
import { letters, readPdf } from '../support/read-pdf.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;
let officer: Staff;

beforeAll(async () => {
  house = await startApplication();
  desks = await signInDesks(house);
  officer = await house.as('privacy-officer@detox.eg.demo');
}, 180_000);
afterAll(() => house?.close(), 60_000);

const SAID = 'canary: I have no allergy to anything.';
const ABOUT_WORK = 'canary: I never lost that work.';

/** The client asks, somebody refuses, and the client's words are written beside it. */
async function refused(client: string, field: CorrectionField, words: string): Promise<void> {
  const asked = granted(
    await desks.manager.post<CorrectionView>(`/api/clients/${client}/corrections`, {
      field,
      says: 'One thing',
      should_say: 'Another',
    }),
    201,
  );
  const act = async (by: Staff, { correction, version }: CorrectionView, what: string, body: object) =>
    granted(await by.post<CorrectionView>(`/api/corrections/${correction}/${what}`, body, { version }));
  const decided = await act(officer, asked, 'decide', { decision: 'refused', reason: 'The paper says so.' });
  await act(desks.manager, decided, 'statement', { words });
}

/** What the receiver reads once the handoff is accepted, tier by tier. */
async function accepted(
  client: string,
  categories: readonly ConsentCategory[],
): Promise<{ reference: string; read: () => Promise<Record<string, PacketBody>> }> {
  const consent = await consentTo(desks.manager, client, 'EG-REHAB-1', categories);
  const { reference } = await offerTo(desks.manager, client, { consent });
  await go(desks.palm, reference, 'take');
  await go(desks.palm, reference, 'accept', TOMORROW());
  const read = async () => {
    const { packets } = await viewHandoff(desks.palm, reference);
    return Object.fromEntries(packets.map(({ tier, body }) => [tier, body]));
  };
  return { reference, read };
}

const wordsIn = (packets: Record<string, PacketBody>): string[] => [
  ...new Set(Object.values(packets).flatMap(({ statements = [] }) => statements.map(({ words }) => words))),
];

describe('The words of a client beside a refused correction', () => {
  it('travel with the packet of what they are about, as the preview said, and stand in the ledger', async () => {
    const client = await admitNamed(desks.manager);
    await refused(client, 'safety.screen', SAID);
    const preview = granted(
      await desks.manager.post<HandoffPreview>('/api/handoffs/preview', {
        client,
        receiver: 'EG-REHAB-1',
        stage: 'rehabilitation',
        urgency: 'routine',
        categories: ALL_CATEGORIES,
      }),
    );
    const { reference, read } = await accepted(client, ALL_CATEGORIES);
    const packets = await read();
    const [said] = packets['D2']?.statements ?? [];
    expect(said).toEqual({
      about: 'safety.screen',
      words: SAID,
      said_on: daysAgo(0),
      categories: ['safety'],
    });
    expect(preview.tiers.find(({ tier }) => tier === 'D2')?.body.statements).toEqual([said]);
    expect(JSON.stringify(packets['D1'])).not.toContain('canary');
    const [line] = await house.rows<{ fields: string[] }>(
      `select d.fields from care.disclosure d join care.handoff h on h.id = d.handoff_id where h.reference = $1 and d.tier = 'D2'`,
      [reference],
    );
    expect(line?.fields).toContain('statements');
  });

  it('stay where the consent does not open what they are about, and go with it when it is narrowed', async () => {
    const client = await admitNamed(desks.manager);
    await refused(client, 'safety.screen', SAID);
    await refused(client, 'employment.record', ABOUT_WORK);
    const without = ALL_CATEGORIES.filter((category) => category !== 'employment');
    const { read } = await accepted(client, without);
    expect(wordsIn(await read())).toEqual([SAID]);
    const [consent] = await house.rows<{ reference: string; version: number }>(
      `select c.reference, c.version from care.consent c join care.client_code k on k.client_id = c.client_id where k.code = $1 and c.kind <> 'service'`,
      [client],
    );
    granted(
      await desks.manager.post(
        `/api/consents/${consent!.reference}/narrowing`,
        { how: 'witnessed_oral', categories: without.filter((category) => category !== 'safety') },
        { version: consent!.version },
      ),
    );
    expect(wordsIn(await read())).toEqual([]);
    const kept = await house.rows<{ body: string }>(
      `select p.body::text as body from care.packet p join care.handoff h on h.id = p.handoff_id join care.client_code k on k.client_id = h.client_id where k.code = $1`,
      [client],
    );
    expect(kept.length).toBeGreaterThan(0);
    for (const { body } of kept) expect(body).not.toContain(ABOUT_WORK);
  });

  it('that name what is asked for apart stay without that, whatever they are about', async () => {
    const client = await admitNamed(desks.manager);
    await refused(client, 'safety.screen', 'canary: I never had hepatitis.');
    const { read } = await accepted(client, ALL_CATEGORIES);
    expect(wordsIn(await read())).toEqual([]);
  });

  it('are not passed on by the next house, which did not refuse anything', async () => {
    const client = await admitNamed(desks.manager);
    await refused(client, 'safety.screen', SAID);
    const { reference } = await accepted(client, ALL_CATEGORIES);
    await go(desks.palm, reference, 'arrive', { arrived_at: inHours(0) });
    const [own] = await house.rows<{ code: string }>(
      `select k.code from care.client_code k join care.organisation o on o.id = k.organisation_id
        where o.code = 'EG-REHAB-1' and k.client_id = (select client_id from care.client_code where code = $1)`,
      [client],
    );
    const preview = granted(
      await desks.palm.post<HandoffPreview>('/api/handoffs/preview', {
        client: own!.code,
        receiver: 'EG-DETOX-1',
        stage: 'treatment',
        urgency: 'routine',
        categories: ALL_CATEGORIES,
      }),
    );
    expect(JSON.stringify(preview)).not.toContain('canary');
  });

  it('stand in the copy of the record the client takes, to read and as data', async () => {
    const client = await admitNamed(desks.manager);
    await refused(client, 'safety.screen', SAID);
    const [row] = await house.rows<{ client_id: string }>(
      'select client_id from care.client_code where code = $1',
      [client],
    );
    const papers = house.app.get(PaperService, { strict: false });
    const me = clientActor(row!.client_id);
    for (const language of LANGUAGES) {
      const { bytes } = await papers.take(me, {}, { paper: 'record', language });
      const { text } = await readPdf(bytes, language === 'ar' ? 'rtl' : 'ltr');
      expect(letters(text)).toContain(letters(PAPER_WORDS[language].record.statements));
      expect(letters(text)).toContain(letters(SAID));
    }
    const { bytes } = await papers.take(me, {}, { paper: 'record_data', language: 'en' });
    const bundle = JSON.parse(bytes.toString('utf8')) as ReadBundle;
    expect(fhirFaults(bundle)).toEqual([]);
    const said = bundle.entry.filter(({ resource }) => resource.resourceType === 'Communication');
    expect(said).toHaveLength(1);
    expect(JSON.stringify(said)).toContain(SAID);
    const [stranger] = await house.rows<{ client_id: string }>(
      'select client_id from care.client_code where code = $1',
      [await admitNamed(desks.manager)],
    );
    const other = await papers.take(
      clientActor(stranger!.client_id),
      {},
      {
        paper: 'record_data',
        language: 'en',
      },
    );
    expect(other.bytes.toString('utf8')).not.toContain('canary');
  });
});
