import { randomUUID } from 'node:crypto';
import type { Case } from './access-matrix.js';
import type { Place, Rows, Values } from './access-rows.js';
import type { AccessWorld } from './access-world.js';
import { newCode, type TestOrganisation } from './network.js';

const SEALED = Buffer.of(0);

/** What is written about rights and duties, by both houses: about a client of each, and about nobody. */
export async function keepRights(world: AccessWorld): Promise<void> {
  for (const [at, kase, receiver] of [
    [world.alpha, 'own', world.beta],
    [world.beta, 'other', world.gamma],
  ] as const)
    await keep(world, at, world.places.get(kase) as Place, receiver);
}

async function keep(
  world: AccessWorld,
  at: TestOrganisation,
  { client }: Place,
  receiver: TestOrganisation,
): Promise<void> {
  const insert = (table: string, values: Values) => {
    const columns = Object.keys(values);
    const places = columns.map((_, i) => `$${i + 1}`).join(', ');
    return world.superuser.query(
      `insert into ${table} (${columns.join(', ')}) values (${places})`,
      Object.values(values),
    );
  };
  const [complaint, breach, correction] = [randomUUID(), randomUUID(), randomUUID()];
  world.ids.set(`complaint ${at.organisation}`, complaint);
  world.ids.set(`breach ${at.organisation}`, breach);
  await insert('care.complaint', {
    id: complaint,
    reference: newCode(),
    about_organisation_id: at.organisation,
    handler_organisation_id: at.organisation,
    channel: 'phone',
    submitter: 'client',
    client_id: client,
    category: 'other',
    concerns_minor: false,
    words: SEALED,
    language: 'ar',
    received_at: new Date(),
    acknowledge_due_at: new Date(),
    decide_due_at: new Date(),
  });
  await insert('care.complaint_key', { complaint_id: complaint, passphrase_hash: 'a hash' });
  if (at === world.alpha)
    await insert('care.complaint_message', {
      id: randomUUID(),
      complaint_id: complaint,
      place: 1,
      from_complainant: true,
      words: SEALED,
      written_at: new Date(),
    });
  await insert('care.breach', breachOf(breach, at));
  await insert('care.breach_client', {
    breach_id: breach,
    organisation_id: at.organisation,
    client_id: client,
  });
  await insert('care.correction', correctionOf(correction, at, client));
  await insert('care.correction_told', {
    correction_id: correction,
    from_organisation_id: at.organisation,
    organisation_id: receiver.organisation,
    client_id: client,
    field: 'other',
  });
  await insert('care.access_request', accessOf(at, client));
  await insert('care.rights_notice', noticeOf(at, client));
  await insert('care.permit', permitOf(at));
  await insert('care.leave_wish', wishOf(at, client));
  await insert('care.deadline', {
    organisation_id: at.organisation,
    kind: 'access.answer',
    subject_id: randomUUID(),
    client_id: client,
    work_from_at: new Date(),
    due_at: new Date(),
  });
}

/** A row that fits, for whoever may insert one; undefined where the case makes no sense there. */
export function rightsRowFor(world: Rows, table: string, kase: Case): Values | undefined {
  const { alpha, beta } = world;
  const client = world.places.get(kase)?.client;
  const house = kase === 'own' ? alpha : kase === 'other' ? beta : undefined;
  const breach = world.ids.get(`breach ${alpha.organisation}`);
  switch (table) {
    case 'care.complaint_message':
      return (
        house && {
          id: randomUUID(),
          complaint_id: world.ids.get(`complaint ${house.organisation}`),
          place: 2,
          from_complainant: false,
          words: SEALED,
          written_at: new Date(),
          written_by: alpha.account,
        }
      );
    case 'care.breach':
      return house && breachOf(randomUUID(), house);
    case 'care.permit':
      return house && permitOf(house);
    case 'care.breach_client':
      return client
        ? { breach_id: breach, organisation_id: alpha.organisation, client_id: client }
        : undefined;
    case 'care.correction':
      return client ? correctionOf(randomUUID(), alpha, client) : undefined;
    case 'care.access_request':
      return client ? accessOf(alpha, client) : undefined;
    case 'care.rights_notice':
      return client ? noticeOf(alpha, client) : undefined;
    case 'care.leave_wish':
      return client ? wishOf(alpha, client) : undefined;
    default:
      return undefined;
  }
}

const about = (at: TestOrganisation, client: string) => ({
  id: randomUUID(),
  organisation_id: at.organisation,
  client_id: client,
});

const correctionOf = (id: string, at: TestOrganisation, client: string): Values => ({
  ...about(at, client),
  id,
  asked_by: 'staff',
  recorded_by: at.account,
  field: 'other',
  words: SEALED,
  decide_due_at: new Date(),
});
const accessOf = (at: TestOrganisation, client: string): Values => ({
  ...about(at, client),
  asked_by: 'staff',
  recorded_by: at.account,
  form: 'paper',
  answer_due_at: new Date(),
});
const noticeOf = (at: TestOrganisation, client: string): Values => ({
  ...about(at, client),
  notice_id: 'a-notice',
  text_sha256: SEALED,
  form: 'easy',
  language: 'ru',
  given_by: at.account,
});
const wishOf = (at: TestOrganisation, client: string): Values => ({
  ...about(at, client),
  asked_by: 'staff',
  recorded_by: at.account,
  answer_due_at: new Date(),
});
const breachOf = (id: string, at: TestOrganisation): Values => ({
  id,
  organisation_id: at.organisation,
  kind: 'loss',
  risk: 'likely',
  people: 1,
  words: SEALED,
  detected_at: new Date(Date.now() - 60_000),
  recorded_by: at.account,
  notify_due_at: new Date(),
});
const permitOf = (at: TestOrganisation): Values => ({
  id: randomUUID(),
  organisation_id: at.organisation,
  kind: 'health_data',
  number: '17',
  authority: 'The centre',
  valid_from_on: '2026-01-01',
  valid_until_on: '2030-01-01',
  recorded_by: at.account,
});
