import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProviderWishView } from '#domain/wire/window.js';
import { WINDOW_WORDS } from '#domain/words/window.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { inbox } from '../support/journey-handoffs.js';
import { admitAnonymous, admitNamed, daysAgo, granted } from '../support/journey.js';
import { giveCode, PASSPHRASE, WindowGuest, type GuestPage } from '../support/window-guest.js';

let house: TestApplication;
let desks: Desks;
let client: string;
let code: string;

beforeAll(async () => {
  house = await startApplication();
  desks = await signInDesks(house);
  client = await admitNamed(desks.clinician);
  code = await giveCode(desks.clinician, client);
}, 180_000);
afterAll(() => house?.close(), 60_000);

const guest = (): WindowGuest => new WindowGuest(house.url);
const inside = async (with_ = code): Promise<{ by: WindowGuest; home: GuestPage }> => {
  const by = guest();
  const home = await by.enter(with_, PASSPHRASE);
  expect([home.status, home.heading]).toEqual([200, WINDOW_WORDS.en.home]);
  return { by, home };
};

describe('What a client asks for in the window', () => {
  it('another provider: once, however often it is tapped, as work for the key worker, with the words of the client', async () => {
    const { by } = await inside();
    const page = await by.open('/window/wish');
    const fields = { wished: 'EG-REHAB-2', words: 'ближе к моей сестре' };
    const taps = await Promise.all([1, 2].map(() => by.post(page, '/window/wish', fields)));
    expect(taps.map(({ status }) => status)).toEqual([303, 303]);
    const items = (await inbox(desks.manager)).filter(
      (item) => item.kind === 'client.wish' && item.client === client,
    );
    expect(items).toHaveLength(1);
    const wishes = granted(await desks.manager.get<ProviderWishView[]>(`/api/clients/${client}/wishes`));
    expect(wishes).toHaveLength(1);
    expect(wishes[0]).toMatchObject({ words: fields.words, answered_at: null });
    const kept = await house.rows<{ text: string }>('select w::text as text from care.provider_wish w');
    for (const { text } of kept) expect(text).not.toContain(fields.words);
    const again = await by.submit(await by.open('/window/wish'), '/window/wish', fields);
    expect([again.status, again.text.includes(fields.words)]).toEqual([409, true]);
    expect((await by.open('/window/wish')).text).toContain(WINDOW_WORDS.en.wish.waiting);
  });

  it('to be forgotten: the privacy officer reads it as every other request, and the client reads what became of it', async () => {
    const { by } = await inside();
    const page = await by.open('/window/forget');
    const unsure = await by.submit(page, '/window/forget', { house: 'EG-DETOX-1' });
    expect([unsure.status, unsure.text.includes(WINDOW_WORDS.en.forget.confirm_needed)]).toEqual([422, true]);
    const fields = { house: 'EG-DETOX-1', sure: 'yes' };
    const done = await by.submit(await by.open('/window/forget'), '/window/forget', fields);
    expect([done.status, done.text.includes(WINDOW_WORDS.en.forget.states.requested)]).toEqual([200, true]);
    expect((await by.submit(await by.open('/window/forget'), '/window/forget', fields)).status).toBe(409);
    const officer = await house.as('privacy-officer@detox.eg.demo');
    const { body } = await officer.get<{ items: { client: string; asked_how: string }[] }>(
      '/api/erasures?open=true',
    );
    expect(body.items).toContainEqual(expect.objectContaining({ client, asked_how: 'own_window' }));
    const stranger = await by.submit(await by.open('/window/forget'), '/window/forget', {
      house: 'EG-REINT-MIN',
      sure: 'yes',
    });
    expect(stranger.status).toBe(422);
  });

  it('consents: given for what is ticked after reading the document, made narrower, and taken back with one press', async () => {
    const other = await admitNamed(desks.clinician, { language: 'en' });
    const { by } = await inside(await giveCode(desks.clinician, other));
    const say = WINDOW_WORDS.en.sharing;
    expect((await by.open('/window/sharing')).text).toContain(say.none);
    const list = await by.open('/window/sharing');
    const at = /href="(\/window\/sharing\/new\/\d+)">Sharing with another organisation/.exec(list.html)![1]!;
    const form = await by.open(at);
    expect(form.html).not.toMatch(/checked/);
    const ends = daysAgo(-30);
    const chosen = new URLSearchParams({
      ...form.form(at),
      to: 'EG-REHAB-1',
      ends: 'date',
      expires_on: ends,
      how: 'electronic_signature',
    });
    for (const one of ['identity', 'contact']) chosen.append('categories', one);
    const document = await (await by.send('POST', at, chosen)).text();
    expect(document).toContain(say.read);
    const sign = new URLSearchParams(
      [...document.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, n, v]) => [
        n!,
        v!,
      ]),
    );
    expect((await by.send('POST', '/window/sharing/sign', sign)).status).toBe(422);
    sign.set('agree', 'yes');
    const signed = await Promise.all([1, 2].map(() => by.send('POST', '/window/sharing/sign', sign)));
    expect(signed.map(({ status }) => status)).toEqual([303, 303]);
    const rows = await house.rows<{ reference: string; categories: string[]; signer: string }>(
      `select k.reference, k.categories, k.signer from care.consent k join care.client_code c on c.client_id = k.client_id where c.code = $1`,
      [other],
    );
    expect(rows).toEqual([expect.objectContaining({ categories: ['identity', 'contact'], signer: 'self' })]);
    const own = `/window/sharing/${rows[0]!.reference}`;
    const one = await by.open(own);
    expect(one.status).toBe(200);
    granted(await desks.manager.get(`/api/clients/${other}/consents`));
    const less = await by.submit(one, `${own}/less`, { categories: 'identity' });
    expect([less.status, less.text.includes(WINDOW_WORDS.en.sent.categories.contact)]).toEqual([200, false]);
    const done = await by.submit(await by.open(own), `${own}/end`, {});
    expect([done.status, done.text.includes('taken back on')]).toEqual([200, true]);
    const stranger = (await inside()).by;
    expect((await stranger.open(own)).status).toBe(404);
    expect((await stranger.post(one, `${own}/end`, {})).status).toBe(403);
  });

  it('a consent by the code on their card: another code is refused, guesses wait, and the code signs', async () => {
    const other = await admitNamed(desks.clinician, { language: 'en' });
    const card = await giveCode(desks.clinician, other);
    const { by } = await inside(card);
    const list = await by.open('/window/sharing');
    const at = /href="(\/window\/sharing\/new\/\d+)">Sharing with another organisation/.exec(list.html)![1]!;
    const form = await by.open(at);
    const document = async (how: string): Promise<GuestPage> =>
      await by.submit(form, at, { to: 'EG-REHAB-1', ends: 'end_of_care', categories: 'identity', how });
    const sign = async (how: string, card_code = ''): Promise<GuestPage> =>
      await by.submit(await document(how), '/window/sharing/sign', { agree: 'yes', code: card_code });
    const ways = async (): Promise<unknown[]> =>
      await house.rows(
        'select k.given_how from care.consent k join care.client_code c on c.client_id = k.client_id where c.code = $1',
        [other],
      );
    const say = WINDOW_WORDS.en.sharing;
    expect((await document('')).status).toBe(422);
    expect((await document('code')).html).not.toMatch(/checked/);
    expect((await document('electronic_signature')).html).not.toContain('name="code"');
    for (const wrong of ['', 'not a code', '7K3M-9QXR-T4', code]) {
      const refused = await sign('code', wrong);
      expect([wrong, refused.status]).toEqual([wrong, 422]);
      expect(refused.text).toContain(say.read);
    }
    expect(await ways()).toEqual([]);
    const right = await sign('code', ` ${card.toLowerCase()} `);
    expect([right.status, right.text]).toEqual([200, expect.stringContaining(say.stands)]);
    expect(await ways()).toEqual([{ given_how: 'code' }]);
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) statuses.push((await sign('code', `7K3M-9QXR-T${i}`)).status);
    expect(statuses.at(-1)).toBe(429);
    expect(await ways()).toHaveLength(1);
    expect((await sign('electronic_signature')).status).toBe(200);
  });

  it('a correction and a complaint, and follows both; of another client neither can be touched', async () => {
    const { by } = await inside();
    const say = WINDOW_WORDS.en.words;
    const correct = await by.submit(await by.open('/window/words/correct'), '/window/words/correct', {
      field: 'client.birth_year',
      says: '1980',
      should_say: '1981',
    });
    expect([correct.status, correct.text.includes('1981')]).toEqual([200, true]);
    const tell = await by.submit(await by.open('/window/words/tell'), '/window/words/tell', {
      about: 'EG-DETOX-1',
      category: 'treatment',
      words: 'Nobody listened to me',
      whom: '',
    });
    expect([tell.status, tell.text.includes('Nobody listened to me')]).toEqual([200, true]);
    const { complaint } = tell.form('/window/words/reply') as { complaint: string };
    const reply = await by.submit(tell, '/window/words/reply', { words: 'and I wait' });
    expect([reply.status, reply.text.includes('and I wait')]).toEqual([200, true]);
    const { by: they } = await inside(await giveCode(desks.clinician, await admitNamed(desks.clinician)));
    expect((await they.open('/window/words')).text).not.toContain('Nobody listened');
    const theirs = await they.open('/window/words/tell');
    const asked = await they.send(
      'POST',
      '/window/words/reply',
      new URLSearchParams({ ...theirs.form('/window/words/tell'), complaint, words: 'mine' }),
    );
    expect(asked.status).toBe(403);
    expect((await by.open('/window/words/mine')).status).toBe(200);
    const leave = await by.submit(await by.open('/window/words'), '/window/words/leave', {});
    expect([leave.status, leave.text.includes(say.leave_submit)]).toEqual([200, false]);
  });

  it('to be reached as they say: kept, shown again, and nothing filled in for them', async () => {
    const other = await admitNamed(desks.clinician);
    const { by } = await inside(await giveCode(desks.clinician, other));
    const page = await by.open('/window/messages');
    expect(page.html).not.toMatch(/name="(?:channels|leave_message|say_from|say_when|never)"[^>]*checked/);
    const wrong = await by.submit(page, '/window/messages', {
      channels: 'email',
      email: '',
      readers: 'not_said',
    });
    expect(wrong.status).toBe(422);
    const kept = await by.submit(await by.open('/window/messages'), '/window/messages', {
      channels: 'email',
      email: 'me@example.org',
      readers: 'family',
    });
    expect([kept.status, kept.html.includes('me@example.org')]).toEqual([200, true]);
    const nameless = await inside(await giveCode(desks.clinician, await admitAnonymous(desks.clinician)));
    expect((await nameless.by.open('/window/messages')).text).toContain(WINDOW_WORDS.en.messages.anonymous);
  });

  it('to take the record along: to read, and as FHIR R4, under names that say nothing', async () => {
    const { by } = await inside();
    const page = await by.open('/window/copy');
    const files = [...page.html.matchAll(/href="(\/window\/copy\/\w)"/g)].map(([, path]) => path!);
    expect(files).toHaveLength(4);
    const [pdf, fhir] = await Promise.all(files.slice(0, 2).map((path) => by.send('GET', path)));
    expect([pdf!.status, pdf!.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(
      Buffer.from(await pdf!.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(await fhir!.json()).toMatchObject({ resourceType: 'Bundle' });
    for (const { headers } of [pdf!, fhir!]) {
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename="paper\.\w+"$/);
      expect(headers.get('cache-control')).toBe('no-store');
    }
    expect((await by.open('/window/copy/z')).status).toBe(404);
    expect((await guest().open(files[0]!)).heading).toBe(WINDOW_WORDS.en.enter.title);
  });

  it('is what the client did: the audit names them by the pseudonym alone, and the house does not read it', async () => {
    const events = await house.rows<{
      organisation_id: string | null;
      account_id: string | null;
      body: string;
    }>(
      `select organisation_id, account_id, body from audit.event where action like 'window.%' and outcome = 'done'`,
    );
    expect(events.length).toBeGreaterThan(10);
    for (const { organisation_id, account_id, body } of events) {
      expect([organisation_id, account_id]).toEqual([null, null]);
      expect((JSON.parse(body) as { subjects: string[] }).subjects).toHaveLength(1);
    }
  });
});
