import { CONSENT_CATEGORIES } from '#domain/charter/consent.js';
import type { Action } from '#domain/charter/actions.js';
import {
  DECLINE_REASONS,
  HANDOFF_MOVES,
  RECALL_REASONS,
  REPORT_OUTCOMES,
  type HandoffMove,
  type HandoffState,
} from '#domain/charter/handoff.js';
import { RECORDED_STAGES, SPELL_OUTCOMES, STAGES, type RecordedStage } from '#domain/charter/pathway.js';
import type { TestApplication } from '../support/application.js';
import { daysAgo, inHours, PLAN, SAFE, settledTreatment, somebody, walkIn } from '../support/journey.js';
import type { Answer, Request, Staff } from '../support/staff.js';
import type { Chance } from './random.js';

interface House {
  readonly code: string;
  readonly staff: Staff;
  readonly stages: readonly string[];
}

/** One request with the action of the charter that its audit will name. */
export interface Step {
  readonly action: Action;
  readonly staff: Staff;
  readonly request: Request;
}

const RECORDS = {
  treatment: () => settledTreatment(),
  rehabilitation: () => PLAN,
  reintegration: () => ({
    housing_stable_since_on: daysAgo(100),
    identity_documents_held: true,
    income_source: 'wages',
    support_network_people: 3,
  }),
  employment: () => ({ wants_work: true, work_kind: 'job', work_started_on: daysAgo(100) }),
} satisfies Record<RecordedStage, () => object>;

const SENSIBLE: Readonly<Record<HandoffState, readonly HandoffMove[]>> = {
  requested: ['take', 'take', 'accept', 'decline', 'recall'],
  received: ['accept', 'accept', 'accept', 'decline', 'recall'],
  accepted: ['arrive', 'arrive', 'arrive', 'recall'],
  'in-progress': ['report'],
  completed: HANDOFF_MOVES,
  rejected: HANDOFF_MOVES,
  cancelled: HANDOFF_MOVES,
};

/** People of three organisations who do what people do: mostly the sensible thing, sometimes too late, twice or not theirs. */
export class People {
  readonly done: { step: Step; answer: Answer }[] = [];

  constructor(
    private readonly house: TestApplication,
    private readonly chance: Chance,
    private readonly houses: readonly House[],
  ) {}

  /** What somebody does next. */
  async nextStep(): Promise<Step> {
    const { chance } = this;
    const kinds = [
      ...Array<() => Promise<Step>>(3).fill(() => this.walksIn()),
      ...Array<() => Promise<Step>>(4).fill(() => this.consents()),
      ...Array<() => Promise<Step>>(5).fill(() => this.sends()),
      ...Array<() => Promise<Step>>(14).fill(() => this.moves()),
      ...Array<() => Promise<Step>>(3).fill(() => this.records()),
      ...Array<() => Promise<Step>>(3).fill(() => this.advances()),
      ...Array<() => Promise<Step>>(2).fill(() => this.screens()),
      ...Array<() => Promise<Step>>(2).fill(() => this.withdraws()),
      ...Array<() => Promise<Step>>(3).fill(() => this.repeats()),
    ];
    return await chance.of(kinds)();
  }

  private step(action: Action, staff: Staff, request: Request): Step {
    return { action, staff, request: { key: crypto.randomUUID(), ...request } };
  }

  /** The version as it is; now and then one that was read too early. */
  private version(current: number): number {
    return this.chance.happens(0.1) ? Math.max(0, current - 1) : current;
  }

  /** A client by the code of a house, mostly one in its custody, sometimes a code that is another's. */
  private async aClient(): Promise<
    { house: House; code: string; version: number; record: number } | undefined
  > {
    const house = this.chance.of(this.houses);
    const known = await this.house.rows<{ code: string; version: number; record: number }>(
      `select cc.code, e.version, coalesce((select max(x.version) from (select spell_id, version from care.treatment union all select spell_id, version from care.rehabilitation
           union all select spell_id, version from care.reintegration union all select spell_id, version from care.employment) x
           join care.stage_spell s on s.id = x.spell_id where s.episode_id = e.id and s.ended_at is null and s.organisation_id = o.id), 0)::int as record
       from care.client_code cc join care.episode e on e.client_id = cc.client_id join care.organisation o on o.id = cc.organisation_id
       where o.code = $1 order by cc.created_at desc limit 12`,
      [house.code],
    );
    if (known.length === 0) return undefined;
    const asking = this.chance.happens(0.05) ? this.chance.of(this.houses) : house;
    return { house: asking, ...this.chance.of(known) };
  }

  private async walksIn(): Promise<Step> {
    const house = this.chance.of(this.houses);
    const stage = this.chance.of(
      STAGES.filter((one) => this.chance.happens(0.03) || house.stages.includes(one)),
    );
    const who = this.chance.happens(0.6)
      ? { identity: somebody() }
      : { birth_year: 1950 + this.chance.below(60) };
    return this.step('client.admit', house.staff, {
      method: 'POST',
      path: '/api/clients',
      body: walkIn({ ...who, stage }),
    });
  }

  private async consents(): Promise<Step> {
    const client = await this.aClient();
    if (!client) return await this.walksIn();
    const body = {
      recipient: this.chance.of(this.houses).code,
      purposes: ['care'],
      categories: this.chance.some(CONSENT_CATEGORIES),
      language: 'ar',
      given_how: 'paper_signature',
      signer: 'self',
    };
    return this.step('consent.record', client.house.staff, {
      method: 'POST',
      path: `/api/clients/${client.code}/consents`,
      body,
    });
  }

  private async sends(): Promise<Step> {
    const consents = await this.house.rows<{
      reference: string;
      sender: string;
      receiver: string;
      code: string;
    }>(
      `select k.reference, c.code as sender, r.code as receiver, cc.code from care.consent k join care.organisation r on r.id = k.recipient_organisation_id
         join care.custody cu on cu.episode_id = k.episode_id and cu.until_at is null join care.organisation c on c.id = cu.organisation_id
         join care.client_code cc on cc.organisation_id = c.id and cc.client_id = k.client_id
       order by k.given_at desc limit 10`,
    );
    if (consents.length === 0) return await this.consents();
    const { reference, sender, receiver, code } = this.chance.of(consents);
    const [from, to] = [sender, receiver].map((name) => this.houses.find((house) => house.code === name));
    const body = {
      client: code,
      kind: this.chance.happens(0.7) ? 'transfer' : 'referral',
      receiver,
      stage: this.chance.of(to!.stages),
      urgency: this.chance.of(['routine', 'urgent']),
      consent: reference,
      ...(this.chance.happens(0.5) ? { reason: 'Goes on' } : {}),
    };
    const staff = this.chance.happens(0.05) ? this.chance.of(this.houses).staff : from!.staff;
    return this.step('handoff.send', staff, { method: 'POST', path: '/api/handoffs', body });
  }

  private async moves(): Promise<Step> {
    const sent = await this.house.rows<{
      reference: string;
      state: HandoffState;
      version: number;
      sender: string;
      receiver: string;
    }>(
      `select h.reference, h.state, h.version, s.code as sender, r.code as receiver from care.handoff h
         join care.organisation s on s.id = h.sender_organisation_id join care.organisation r on r.id = h.receiver_organisation_id
       order by (h.state in ('completed', 'rejected', 'cancelled')), h.requested_at desc limit 15`,
    );
    if (sent.length === 0) return await this.sends();
    const handoff = this.chance.of(sent);
    const move = this.chance.of(this.chance.happens(0.85) ? SENSIBLE[handoff.state] : HANDOFF_MOVES);
    const side = this.chance.happens(0.92) === (move === 'recall') ? handoff.sender : handoff.receiver;
    const staff = this.houses.find((house) => house.code === side)!.staff;
    const body = {
      take: {},
      accept: {
        appointment_at: inHours(this.chance.happens(0.05) ? -1 : 24),
        ...(this.chance.happens(0.9) ? { spoke_at: inHours(-1) } : {}),
      },
      decline: { reason: this.chance.of(DECLINE_REASONS) },
      recall: { reason: this.chance.of(RECALL_REASONS) },
      arrive: this.chance.happens(0.1) ? { arrived_at: inHours(this.chance.of([-400, 5])) } : {},
      report: { outcome: this.chance.of(REPORT_OUTCOMES) },
    }[move];
    return this.step(`handoff.${move}`, staff, {
      method: 'POST',
      path: `/api/handoffs/${handoff.reference}/${move}`,
      body,
      version: this.version(handoff.version),
    });
  }

  private async records(): Promise<Step> {
    const client = await this.aClient();
    if (!client) return await this.walksIn();
    const stage = this.chance.of(
      RECORDED_STAGES.filter((one) => this.chance.happens(0.1) || client.house.stages.includes(one)).concat([
        'treatment',
      ]),
    );
    return this.step(`${stage}.record`, client.house.staff, {
      method: 'PUT',
      path: `/api/clients/${client.code}/${stage}`,
      body: RECORDS[stage](),
      version: this.version(client.record),
    });
  }

  private async advances(): Promise<Step> {
    const client = await this.aClient();
    if (!client) return await this.walksIn();
    const body = {
      to: this.chance.of(
        STAGES.filter((one) => this.chance.happens(0.1) || client.house.stages.includes(one)).concat([
          'assessment',
        ]),
      ),
      outcome: this.chance.of(Object.keys(SPELL_OUTCOMES)),
      ...(this.chance.happens(0.6) ? { override_reason: 'A place is free today' } : {}),
    };
    return this.step('stage.advance', client.house.staff, {
      method: 'POST',
      path: `/api/clients/${client.code}/stage`,
      body,
      version: this.version(client.version),
    });
  }

  private async screens(): Promise<Step> {
    const client = await this.aClient();
    if (!client) return await this.walksIn();
    const body = { ...SAFE, suicide_risk: this.chance.of(['none', 'low', 'high']) };
    return this.step('safety.screen', client.house.staff, {
      method: 'PUT',
      path: `/api/clients/${client.code}/safety`,
      body,
      version: this.version(client.version),
    });
  }

  private async withdraws(): Promise<Step> {
    const given = await this.house.rows<{ reference: string; code: string }>(
      `select k.reference, o.code from care.consent k join care.organisation o on o.id = k.organisation_id order by k.given_at desc limit 25`,
    );
    if (given.length === 0) return await this.consents();
    const { reference, code } = this.chance.of(given);
    const staff = this.houses.find((house) => house.code === code)!.staff;
    return this.step('consent.withdraw', staff, {
      method: 'POST',
      path: `/api/consents/${reference}/withdrawal`,
      body: { how: 'witnessed_oral' },
      version: this.version(1),
    });
  }

  /** The very same request again, or its key for another one. */
  private async repeats(): Promise<Step> {
    if (this.done.length === 0) return await this.walksIn();
    const { step } = this.chance.of(this.done.slice(-30));
    return this.chance.happens(0.8)
      ? step
      : { ...(await this.screens()), ...withKey(await this.walksIn(), step) };
  }
}

/** A step of the same member of staff under the key of another. */
function withKey(step: Step, earlier: Step): Step {
  return { ...step, staff: earlier.staff, request: { ...step.request, key: earlier.request.key ?? null } };
}
