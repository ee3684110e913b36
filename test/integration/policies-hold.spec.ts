import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFINER_ROLE, OWNER_LOGIN } from '#platform/db/database-roles.js';
import { AccessWorld } from '../support/access-world.js';
import { end, giveConsent, send } from '../support/handoffs.js';
import { admit, asActor, attempt } from '../support/network.js';

/** Which way each side may move a handoff is the guard's to say (handoff-guard.spec): policies say who sees and touches it. */
describe('the policies', () => {
  let world: AccessWorld;
  beforeAll(async () => {
    world = await AccessWorld.create();
  });
  afterAll(() => world.close());

  it('forgets who acted at the end of the transaction, so that the next on the connection starts as nobody', async () => {
    const api = world.login('api');
    expect(
      await asActor(api, world.alpha, async () => (await api.query('select from care.client')).rowCount),
    ).toBeGreaterThan(0);
    expect((await api.query('select from care.client')).rowCount).toBe(0);
  });

  it('keeps closed packets closed: for the sender, for the receiver, and for those who would close them tomorrow', async () => {
    const api = world.login('api');
    const declined = await send(api, world.beta, await admit(api, world.beta), world.alpha);
    await end(api, declined, 'decline');
    const read = () =>
      asActor(
        api,
        world.alpha,
        async () =>
          (await api.query('select from care.packet where handoff_id = $1', [declined.handoff])).rowCount,
      );
    expect(await read()).toBe(0);
    for (const actor of [world.alpha, world.beta]) {
      await attempt(api, actor, () => api.query('update care.packet set ended_at = null'));
      await asActor(api, actor, () =>
        api.query('update care.packet set ended_at = null where ended_at is not null'),
      ).catch(() => undefined);
      const open = await send(api, world.beta, await admit(api, world.beta), world.alpha);
      for (const tomorrow of ['null', `'infinity'`, `now() + interval '1 day'`]) {
        const { refused } = await attempt(api, actor, () =>
          api.query(`update care.packet set ended_at = ${tomorrow} where handoff_id = $1`, [open.handoff]),
        );
        expect(refused).toBe('42501');
      }
    }
    expect(await read()).toBe(0);
  });

  it('never lets a withdrawn consent stand again', async () => {
    const api = world.login('api');
    const walk = await admit(api, world.alpha);
    const consent = await giveConsent(api, world.alpha, walk, world.beta);
    await asActor(api, world.alpha, () =>
      api.query(
        `update care.consent set withdrawn_at = clock_timestamp(), withdrawn_how = 'witnessed_oral' where id = $1`,
        [consent],
      ),
    );
    const { refused } = await attempt(api, world.alpha, () =>
      api.query('update care.consent set withdrawn_at = null, withdrawn_how = null where id = $1', [consent]),
    );
    // The guard of the row speaks before the policy does, and to whoever is bound by no policy.
    expect(refused).toBe('23514');
    const again = await attempt(world.superuser, null, () =>
      world.superuser.query(
        'update care.consent set withdrawn_at = null, withdrawn_how = null where id = $1',
        [consent],
      ),
    );
    expect(again).toMatchObject({ refused: '23514', message: 'a consent only becomes narrower' });
    // And the policy lets a login change a consent in no other way than by its withdrawal.
    const standing = await giveConsent(api, world.alpha, walk, world.beta);
    const other = await attempt(api, world.alpha, () =>
      api.query('update care.consent set version = version + 1 where id = $1', [standing]),
    );
    expect(other.refused).toBe('42501');
  });

  it('gives the owner of the crossing functions no login, and the owner of the tables no rows but the network to seed', async () => {
    const { rows } = await world.superuser.query(
      'select rolcanlogin, rolbypassrls, rolsuper from pg_roles where rolname = $1',
      [DEFINER_ROLE],
    );
    expect(rows).toEqual([{ rolcanlogin: false, rolbypassrls: false, rolsuper: false }]);
    // Forced row-level security binds the owner too: it reaches only what a policy gives it by name: the
    // network and the directory to seed, with the free places of its demonstration and the ledger of who was invented.
    const { rows: named } = await world.superuser.query<{ table: string }>(
      `select polrelid::regclass::text as table from pg_policy where $1::regrole = any (polroles) order by 1`,
      [OWNER_LOGIN],
    );
    expect(named.map(({ table }) => table)).toEqual([
      'access.account',
      'access.api_key',
      'access.restoration',
      'care.capacity',
      'care.demo_client',
      'care.directory_entry',
      'care.duty',
      'care.legal_entity',
      'care.meeting',
      'care.organisation',
      'care.site',
      'care.standing',
      'care.unit',
    ]);
  });
});
