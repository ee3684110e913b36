import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import {
  accept,
  arrive,
  disclose,
  end,
  follow,
  insertHandoff,
  moveTo,
  prepare,
  send,
  type Sending,
  type TestHandoff,
} from '../support/handoffs.js';
import { admit, asActor, attempt, newCode, type Acting, type TestOrganisation } from '../support/network.js';
import { Town } from '../support/town.js';

/** The functions that write across the two sides of a handoff: each looks for itself whether whoever asks may. */
describe('the functions of a handoff', () => {
  let town: Town;
  let api: pg.Client;
  let superuser: pg.Client;
  let [alpha, beta, gamma, office, abroad] = [] as unknown as [
    TestOrganisation,
    TestOrganisation,
    TestOrganisation,
    TestOrganisation,
    TestOrganisation,
  ];

  beforeAll(async () => {
    town = await Town.open();
    ({ api, superuser, alpha, beta, gamma, office, abroad } = town);
  });
  afterAll(() => town.close());

  describe('whether a partner fits', () => {
    const ask = (actor: Acting | null, client: string) =>
      attempt(api, actor, async () => {
        const found = await api.query(
          `select registered, licensed, suitable, duty_at_night from care.receiver_fit($1, $2, 'rehabilitation')`,
          [beta.organisation, client],
        );
        return found.rows[0] as Record<string, boolean>;
      });

    it('is asked by whoever has the client, or is being asked to take them', async () => {
      const request = await town.sent();
      for (const actor of [alpha, beta])
        expect((await ask(actor, request.client)).value).toEqual({
          registered: true,
          licensed: true,
          suitable: true,
          duty_at_night: true,
        });
      for (const actor of [gamma, office, abroad, null])
        expect((await ask(actor, request.client)).refused).toBe('42501');
      await end(api, request, 'decline');
      expect((await ask(beta, request.client)).refused).toBe('42501');
      const draft = await prepare(api, alpha, await admit(api, alpha), beta);
      expect((await ask(beta, draft.client)).refused).toBe('42501');
    });

    it.each([
      ['registered', 'registration'],
      ['licensed', 'licence'],
    ])('is told by papers that are valid today: %s', async (column, kind) => {
      const request = await town.sent();
      const under = async (valid: string) => {
        await superuser.query(
          'update care.standing set valid = $3::daterange where organisation_id = $1 and kind = $2',
          [beta.organisation, kind, valid],
        );
        return (await ask(alpha, request.client)).value?.[column];
      };
      const { rows: days } = await superuser.query<Record<'yesterday' | 'today' | 'tomorrow', string>>(
        `select (current_date - 1)::text as yesterday, current_date::text as today, (current_date + 1)::text as tomorrow`,
      );
      const { yesterday, today, tomorrow } = days[0]!;
      expect(await under(`[2020-01-01,${today})`)).toBe(false);
      expect(await under(`[${tomorrow},2100-01-01)`)).toBe(false);
      expect(await under(`[${yesterday},${tomorrow})`)).toBe(true);
      expect(await under('[2020-01-01,)')).toBe(true);
    });
  });

  describe('alternatives', () => {
    it('are locked together by a partner that is being asked, and by nobody else', async () => {
      const walk = await admit(api, alpha);
      const group = randomUUID();
      const offers = [
        await send(api, alpha, walk, beta, { group }),
        await send(api, alpha, walk, gamma, { group }),
      ];
      const [found] = await town.rows('select reference from care.handoff where id = $1', [
        offers[0]?.handoff,
      ]);
      const left = async (actor: Acting | null): Promise<unknown> =>
        await asActor(api, actor, async () => {
          await api.query('select care.lock_rivals($1)', [found?.['reference']]);
          const free = await superuser.query(
            'select id from care.handoff where episode_id = $1 for update skip locked',
            [walk.episode],
          );
          return free.rowCount;
        });
      expect(await left(beta)).toBe(0);
      for (const actor of [alpha, gamma, office, null]) expect(await left(actor)).toBe(2);
    });
  });

  describe('the card of a declined request', () => {
    const again = (actor: Acting | null, handoff: string) =>
      attempt(api, actor, async () => {
        const card = await api.query<{ card: string }>('select care.disclose_card_again($1) as card', [
          handoff,
        ]);
        return card.rows[0]?.card;
      });
    const declined = async (sending: Sending = {}): Promise<TestHandoff> => {
      const request = await town.sent(sending);
      await end(api, request, 'decline');
      return request;
    };

    it('is disclosed again for the coordination office alone: not for a partner who said no, nor for the sender', async () => {
      const { handoff } = await declined();
      expect((await again(office, handoff)).value).toBe('disclosed');
      for (const actor of [alpha, beta, gamma, abroad, null])
        expect((await again(actor, handoff)).refused).toBe('42501');
    });

    it('is the very card of the first round, under the same consent, in a line of the ledger of its own', async () => {
      const { handoff } = await declined();
      await asActor(api, office, () => api.query('select care.disclose_card_again($1)', [handoff]));
      const ledger = await town.rows(
        `select d.round, d.tier, d.consent_id = h.consent_id as same_consent, d.packet_sha256 = p.sha256 as same_packet, p.ended_at is null as open
           from care.disclosure d join care.packet p using (handoff_id, round, tier) join care.handoff h on h.id = d.handoff_id
          where d.handoff_id = $1 order by 1`,
        [handoff],
      );
      const line = { tier: 'D1', same_consent: true, same_packet: true };
      expect(ledger).toEqual([
        { round: 1, ...line, open: false },
        { round: 2, ...line, open: true },
      ]);
    });
    it('stays closed where nothing was declined, the consent does not stand, the client moved on, or another said yes', async () => {
      const open = await town.sent();
      expect((await again(office, open.handoff)).refused).toBe('42501');
      const withdrawn = await declined();
      await superuser.query(
        `update care.consent set withdrawn_at = now(), withdrawn_how = 'witnessed_oral' where id = $1`,
        [withdrawn.consent],
      );
      expect((await again(office, withdrawn.handoff)).value).toBe('consent');
      const group = randomUUID();
      const first = await declined({ group });
      const other = await send(api, alpha, first, gamma, { group });
      await accept(api, other);
      expect((await again(office, first.handoff)).value).toBe('taken');
      await arrive(api, other);
      expect((await again(office, first.handoff)).value).toBe('custody');
    });
  });

  describe('a new date after a missed arrival', () => {
    const missed = async (): Promise<TestHandoff> => {
      const request = await town.sent();
      await accept(api, request);
      await asActor(api, beta, async () => {
        await moveTo(api, request.handoff, 'did-not-arrive');
        await follow(api, request.handoff, { let_go: true });
      });
      return request;
    };
    const offer = (actor: Acting | null, handoff: string, id = randomUUID()) =>
      attempt(api, actor, () =>
        api.query(`select care.open_successor($1, $2, $3, now() + interval '3 days', $4)`, [
          handoff,
          id,
          newCode(),
          beta.account,
        ]),
      );

    it('is offered by the receiver alone, and only after a missed arrival', async () => {
      const { handoff } = await missed();
      expect((await offer(beta, handoff)).refused).toBeUndefined();
      for (const actor of [alpha, gamma, office, null])
        expect((await offer(actor, handoff)).refused).toBe('42501');
      const open = await town.sent();
      expect((await offer(beta, open.handoff)).refused).toBe('42501');
      await end(api, open, 'recall');
      expect((await offer(beta, open.handoff)).refused).toBe('42501');
    });

    it('replaces the old handoff with one of the same sender, client and consent, accepted already', async () => {
      const old = await missed();
      const id = randomUUID();
      await asActor(api, beta, () =>
        api.query(`select care.open_successor($1, $2, $3, now() + interval '3 days', $4)`, [
          old.handoff,
          id,
          newCode(),
          beta.account,
        ]),
      );
      expect(
        await town.rows(
          `select n.business_state, n.replaces_id = o.id as replaces, n.sender_organisation_id = o.sender_organisation_id as sender,
                  n.receiver_organisation_id = o.receiver_organisation_id as receiver, n.consent_id = o.consent_id as consent,
                  n.client_id = o.client_id as client, o.business_state as old from care.handoff n, care.handoff o where n.id = $1 and o.id = $2`,
          [id, old.handoff],
        ),
      ).toEqual([
        {
          business_state: 'awaiting-arrival',
          replaces: true,
          sender: true,
          receiver: true,
          consent: true,
          client: true,
          old: 'did-not-arrive',
        },
      ]);
    });

    it('is not offered for somebody whom the sender no longer has', async () => {
      const old = await missed();
      const onward = await send(api, alpha, old, gamma);
      await accept(api, onward);
      await arrive(api, onward);
      expect((await offer(beta, old.handoff)).refused).toBe('23514');
    });
  });

  describe('a referral', () => {
    const call = (name: string, actor: Acting | null, handoff: string) =>
      town.refusal(actor, () =>
        api.query(
          name === 'leave_referral'
            ? 'select care.leave_referral($1)'
            : 'select care.join_by_referral($1, gen_random_uuid())',
          [handoff],
        ),
      );

    it('is joined by its receiver, under way, and left by its receiver; a transfer is neither', async () => {
      const referral = await town.sent({ kind: 'referral', stage: 'employment' });
      const transfer = await town.sent();
      const draft = await prepare(api, alpha, await admit(api, alpha), beta);
      expect(await call('join_by_referral', beta, referral.handoff)).toBeUndefined();
      for (const actor of [alpha, gamma, office, null])
        expect(await call('join_by_referral', actor, referral.handoff)).toBe('42501');
      for (const name of ['join_by_referral', 'leave_referral']) {
        for (const handoff of [transfer.handoff, draft.handoff])
          expect(await call(name, beta, handoff)).toBe('42501');
      }
      await accept(api, referral);
      await arrive(api, referral);
      expect(await call('join_by_referral', beta, referral.handoff)).toBe('42501');
      expect(await call('leave_referral', beta, referral.handoff)).toBeUndefined();
      for (const actor of [alpha, gamma, office, null])
        expect(await call('leave_referral', actor, referral.handoff)).toBe('42501');
    });

    it('takes nothing from a partner who has become responsible meanwhile', async () => {
      const walk = await admit(api, alpha);
      const referral = await send(api, alpha, walk, beta, { kind: 'referral', stage: 'employment' });
      await accept(api, referral);
      await arrive(api, referral);
      const transfer = await send(api, alpha, walk, beta);
      await accept(api, transfer);
      await arrive(api, transfer);
      await asActor(api, beta, () => api.query('select care.leave_referral($1)', [referral.handoff]));
      expect(
        await town.rows(
          `select scope from care.episode_access where episode_id = $1 and organisation_id = $2 and until_at > now()`,
          [walk.episode, beta.organisation],
        ),
      ).toEqual([{ scope: 'full' }]);
    });
  });

  describe('an emergency', () => {
    it('opens what keeps somebody alive and no more, and is no excuse under a consent', async () => {
      const walk = await admit(api, alpha);
      const handoff = randomUUID();
      await asActor(api, alpha, () =>
        insertHandoff(
          api,
          { ...walk, handoff, consent: null, kind: 'referral', sender: alpha, receiver: beta },
          { basis: 'emergency', state: 'accepted', business_state: 'awaiting-arrival', stage: 'treatment' },
        ),
      );
      const write = (of: string, basis: string, categories: readonly string[]) =>
        town.refusal(alpha, () =>
          api.query(`select care.disclose($1, 'D3', '{}', '\\x00', '{}', $2, $3, '1')`, [
            of,
            categories,
            basis,
          ]),
        );
      expect(
        await write(handoff, 'emergency', ['identity', 'contact', 'safety', 'treatment']),
      ).toBeUndefined();
      for (const category of ['plan', 'diagnosis', 'social', 'employment'])
        expect(await write(handoff, 'emergency', [category])).toBe('42501');
      expect(await write(handoff, 'consent', ['safety'])).toBe('42501');
      const { handoff: consented } = await town.sent({ categories: ['plan'] });
      expect(await write(consented, 'emergency', ['safety'])).toBe('42501');
      const { rows: source } = await asActor(api, beta, () =>
        api.query<{ keys: string[] }>(
          `select array(select jsonb_object_keys(care.packet_source($1)) order by 1) as keys`,
          [handoff],
        ),
      );
      const allowed = [
        'birth_year',
        'care_requirements',
        'categories',
        'consent',
        'language',
        'reason',
        'safety',
      ];
      expect(source[0]?.keys.filter((key) => !allowed.includes(key))).toEqual([]);
    });

    it('fills no packet of a draft, for whoever asks', async () => {
      const draft = await prepare(api, alpha, await admit(api, alpha), beta);
      for (const actor of [alpha, beta, office, null]) {
        expect(
          await town.refusal(actor, () => api.query('select care.packet_source($1)', [draft.handoff])),
        ).toBe('42501');
        expect(await town.refusal(actor, () => disclose(api, draft.handoff, 'D1', []))).toBe('42501');
      }
    });
  });
});
