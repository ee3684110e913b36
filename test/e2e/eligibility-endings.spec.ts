import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EligibilityIssued, EligibilityView } from '#domain/wire/eligibility.js';
import type { MergeView } from '#domain/wire/identity.js';
import { agreeTo, inDays } from '../support/eligibility.js';
import { expectRefusal } from '../support/journey-handoffs.js';
import { admitNamed, granted, somebody } from '../support/journey.js';
import { PartnerBrowser } from '../support/partner-browser.js';
import type { Staff } from '../support/staff.js';
import { ErasureHouse, path } from './erasure.tools.js';

let house: ErasureHouse;
let manager: Staff;
let bank: PartnerBrowser;

beforeAll(async () => {
  house = await ErasureHouse.open();
  ({ manager } = house.desks);
  bank = await PartnerBrowser.signIn(house.application.url, 'bank-officer@bank.eg.demo');
}, 180_000);
afterAll(() => house?.application.close(), 60_000);

async function give(client: string): Promise<EligibilityIssued & { code: string }> {
  const consent = await agreeTo(manager, client, 'lender');
  const wanted = {
    recipient: 'EG-BANK',
    programme: 'small_enterprise',
    tier: 'small',
    use: 'once',
    valid_until_on: inDays(30),
    consent: consent.reference,
  };
  const token = granted(await manager.post<EligibilityIssued>(path(client, '/eligibility'), wanted), 201);
  return { ...token, code: token.code! };
}
const stateAt = async (code: string): Promise<string | undefined> =>
  (await bank.check(code)).facts('en')['State'];
const tokensOf = async (client: string): Promise<EligibilityView[]> =>
  granted(await manager.get<{ tokens: EligibilityView[] }>(path(client, '/eligibility'))).tokens;
const end = (token: EligibilityView) =>
  manager.post<EligibilityView>(`/api/eligibility/${token.reference}/end`, undefined, {
    version: token.version,
  });

async function joinRecords(keep: string, join: string): Promise<MergeView> {
  const wanted = { keep, join, ground: 'entered_twice' };
  const merge = granted(await manager.post<MergeView>('/api/merges', wanted), 201);
  return granted(
    await house.intake.post<MergeView>(
      `/api/merges/${merge.merge}/decide`,
      { merge: true },
      { version: merge.version },
    ),
  );
}

describe('Tokens of an erased client', () => {
  it('have ended at the partner’s, also for whoever has the form open, and nobody gives or ends one any more', async () => {
    const client = await admitNamed(manager);
    const [token, seen] = [await give(client), await give(client)];
    const open = await bank.check(seen.code);
    expect([open.facts('en')['State'], await stateAt(token.code)]).toEqual(['Valid', 'Valid']);
    await house.erase(client);
    expect((await bank.submit(open, /\/take$/)).status).toBe(409);
    expect([await stateAt(token.code), await stateAt(seen.code)]).toEqual(['Ended', 'Ended']);
    expectRefusal(await manager.get(path(client, '/eligibility')), 410, 'client.erased');
    const { status } = await end(token);
    expect(status).toBe(404);
  }, 60_000);
});

describe('Tokens of a joined record', () => {
  it('are the client’s: read under the record that is kept, valid as before, and ended from there', async () => {
    const identity = somebody();
    const keep = await admitNamed(manager, { identity });
    const join = await admitNamed(manager, { identity, duplicates_reviewed: true });
    const [kept, joined] = [await give(keep), await give(join)];
    await joinRecords(keep, join);
    const found = await tokensOf(keep);
    expect(found.map(({ reference, state }) => [reference, state])).toEqual([
      [joined.reference, 'valid'],
      [kept.reference, 'valid'],
    ]);
    expect([await stateAt(joined.code), await stateAt(kept.code)]).toEqual(['Valid', 'Valid']);
    // A new one is given under the record that is kept alone.
    const consent = await agreeTo(manager, keep, 'lender');
    const refused = await manager.post(path(join, '/eligibility'), {
      recipient: 'EG-BANK',
      programme: 'small_enterprise',
      tier: 'small',
      use: 'once',
      valid_until_on: inDays(30),
      consent: consent.reference,
    });
    expect(refused.problem.code).toBe('client.merged');
    expect(granted(await end(found[0]!))).toMatchObject({ state: 'ended' });
    expect([await stateAt(joined.code), await stateAt(kept.code)]).toEqual(['Ended', 'Valid']);
  }, 60_000);

  it('end with whichever of the records is erased', async () => {
    const identity = somebody();
    const keep = await admitNamed(manager, { identity });
    const join = await admitNamed(manager, { identity, duplicates_reviewed: true });
    const [kept, joined] = [await give(keep), await give(join)];
    await joinRecords(keep, join);
    await house.erase(keep);
    expect([await stateAt(joined.code), await stateAt(kept.code)]).toEqual(['Ended', 'Ended']);
  }, 60_000);
});
