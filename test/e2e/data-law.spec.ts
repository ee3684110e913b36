import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApplication, type TestApplication } from '../support/application.js';
import { admitNamed, sendOn, viewHandoff } from '../support/journey.js';

let house: TestApplication;
beforeAll(async () => {
  house = await startApplication();
}, 120_000);
afterAll(() => house?.close(), 60_000);

describe('A packet that is read by consent', () => {
  it('comes with the notice and with what the consent covers, and says where it comes from', async () => {
    const sender = await house.as('clinician@detox.eg.demo');
    const receiver = await house.as('intake-officer@rehab1.eg.demo');
    const client = await admitNamed(sender, {});
    const { reference } = await sendOn(sender, client, {
      kind: 'referral',
      categories: ['treatment', 'safety'],
    });
    const { packets } = await viewHandoff(receiver, reference);
    expect(packets.length).toBeGreaterThan(0);
    for (const packet of packets)
      expect(packet).toMatchObject({
        redisclosure_notice: expect.stringMatching(/\S{3}/),
        notice_version: expect.stringMatching(/^eg-/),
        origin: { code: 'EG-DETOX-1' },
        redisclose: false,
        basis: 'consent',
        scope: {
          kind: 'care_sharing',
          purposes: ['care'],
          categories: expect.arrayContaining(['treatment', 'safety']),
          given_on: expect.stringMatching(/^\d{4}-\d\d-\d\d/),
        },
      });
  });
});
