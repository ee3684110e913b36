import { CONSENT_CATEGORIES } from '#domain/charter/consent.js';
import type { Action } from '#domain/charter/actions.js';
import { FORCED_CHANGE_REASONS, type BusinessState } from '#domain/charter/handoff.js';
import { RECORDED_STAGES, MOVE_OUTCOMES, STAGES, type RecordedStage } from '#domain/charter/pathway.js';
import type { TestApplication } from '../support/application.js';
import { daysAgo, PLAN, SAFE, settledTreatment, somebody, walkIn } from '../support/journey.js';
import type { Answer, Request, Staff } from '../support/staff.js';
import { bodyOf, likelyMove, SIDE_MOVES, sidesOf } from './handoff-steps.js';
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

/** A handoff as somebody sees it before they act. */
interface SentHandoff {
  readonly reference: string;
  readonly at: BusinessState;
  readonly version: number;
  readonly sender: string;
  readonly receiver: string;
  /** A consent of the client with which the receiver could send them back. */
  readonly back: string | null;
}

/** People of three organisations and of the coordination office who do what people do: mostly the sensible thing, sometimes too late, twice or not theirs. */
export class People {
  readonly done: { step: Step; answer: Answer }[] = [];

  constructor(
    private readonly house: TestApplication,
    private readonly chance: Chance,
    private readonly houses: readonly House[],
    /** The coordination office: two people, so that one can confirm what the other proposed. */
    private readonly office: readonly Staff[],
  ) {}

  /** What somebody does next. */
  async nextStep(): Promise<Step> {
    const { chance } = this;
    const kinds = [
      ...Array<() => Promise<Step>>(3).fill(() => this.walksIn()),
      ...Array<() => Promise<Step>>(4).fill(() => this.consents()),
      ...Array<() => Promise<Step>>(5).fill(() => this.sends()),
      ...Array<() => Promise<Step>>(26).fill(() => this.moves()),
      ...Array<() => Promise<Step>>(2).fill(() => this.coordinates()),
      ...Array<() => Promise<Step>>(1).fill(() => this.forces()),
      ...Array<() => Promise<Step>>(1).fill(() => this.statesPlaces()),
      ...Array<() => Promise<Step>>(1).fill(() => this.callsForHelp()),
      ...Array<() => Promise<Step>>(1).fill(() => this.keepsApart()),
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
      ends: 'end_of_care',
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
      beside: string | null;
    }>(
      `select k.reference, c.code as sender, r.code as receiver, cc.code,
         (select h.reference from care.handoff h where h.episode_id = k.episode_id and h.state in ('requested','received','accepted') and h.kind = 'transfer' limit 1) as beside
       from care.consent k join care.organisation r on r.id = k.recipient_organisation_id
         join care.custody cu on cu.episode_id = k.episode_id and cu.until_at is null join care.organisation c on c.id = cu.organisation_id
         join care.client_code cc on cc.organisation_id = c.id and cc.client_id = k.client_id
       order by k.given_at desc limit 10`,
    );
    if (consents.length === 0) return await this.consents();
    const { reference, sender, receiver, code, beside } = this.chance.of(consents);
    const [from, to] = [sender, receiver].map((name) => this.houses.find((house) => house.code === name));
    const kind = this.chance.of(['transfer', 'transfer', 'transfer', 'referral'] as const);
    const body = {
      client: code,
      kind,
      receiver,
      stage: this.chance.of(to!.stages),
      urgency: this.chance.of(['routine', 'urgent']),
      consent: reference,
      ...(this.chance.happens(0.5) ? { reason: 'Goes on' } : {}),
      ...(beside !== null && kind === 'transfer' && this.chance.happens(0.7) ? { group: beside } : {}),
    };
    const staff = this.chance.happens(0.05) ? this.chance.of(this.houses).staff : from!.staff;
    if (this.chance.happens(0.1))
      return this.step('handoff.prepare', staff, { method: 'POST', path: '/api/handoffs/drafts', body });
    return this.step('handoff.send', staff, { method: 'POST', path: '/api/handoffs', body });
  }

  private async aHandoff(): Promise<SentHandoff | undefined> {
    const sent = await this.house.rows<SentHandoff>(
      `select h.reference, h.business_state as at, h.version, s.code as sender, r.code as receiver,
         (select k.reference from care.consent k where k.client_id = h.client_id and k.recipient_organisation_id = h.sender_organisation_id
            and k.withdrawn_at is null order by k.given_at desc limit 1) as back
       from care.handoff h
         join care.organisation s on s.id = h.sender_organisation_id join care.organisation r on r.id = h.receiver_organisation_id
       where h.kind <> 'information_only'
       order by (h.state in ('completed', 'rejected', 'cancelled', 'failed', 'entered-in-error')), h.created_at desc limit 10`,
    );
    return sent.length === 0 ? undefined : this.chance.of(sent);
  }

  private async moves(): Promise<Step> {
    const handoff = await this.aHandoff();
    if (!handoff) return await this.sends();
    const likely = this.chance.happens(0.88) ? likelyMove(handoff.at, this.chance) : undefined;
    const move = likely ?? this.chance.of(SIDE_MOVES);
    const side = this.chance.happens(0.93)
      ? this.chance.of(sidesOf(move))
      : this.chance.of(['sender', 'receiver'] as const);
    const staff = this.houses.find((house) => house.code === handoff[side])!.staff;
    const body =
      move === 'return'
        ? {
            consent: handoff.back ?? crypto.randomUUID(),
            stage: 'treatment',
            urgency: 'urgent',
            reason: 'Needs more',
          }
        : bodyOf(move, this.chance);
    return this.step(`handoff.${move}`, staff, {
      method: 'POST',
      path: `/api/handoffs/${handoff.reference}/${move}`,
      body,
      version: this.version(handoff.version),
    });
  }

  /** The coordination office looks at an envelope and does what it may, or may not. */
  private async coordinates(): Promise<Step> {
    const handoff = await this.aHandoff();
    if (!handoff) return await this.sends();
    const move = this.chance.of(['overturn', 'overturn', 'extend', 'reassign', 'recall'] as const);
    const staff = this.chance.happens(0.95) ? this.chance.of(this.office) : this.chance.of(this.houses).staff;
    return this.step(`envelope.${move}`, staff, {
      method: 'POST',
      path: `/api/envelopes/${handoff.reference}/${move}`,
      body: { reason: 'The region needs it' },
      version: this.version(handoff.version),
    });
  }

  /** Custody without an arrival: one coordinator proposes, another decides. */
  private async forces(): Promise<Step> {
    const open = await this.house.rows<{ reference: string }>(
      'select reference from care.forced_change order by decided_at is not null, proposed_at desc limit 3',
    );
    const staff = this.chance.of(this.office);
    if (open.length > 0 && this.chance.happens(0.6))
      return this.step('custody.confirm', staff, {
        method: 'POST',
        path: `/api/custody-changes/${this.chance.of(open).reference}/confirm`,
        body: { confirmed: this.chance.happens(0.8) },
      });
    const client = await this.aClient();
    if (!client) return await this.walksIn();
    const body = {
      custodian: client.house.code,
      client: client.code,
      to: this.chance.of(this.houses).code,
      reason: this.chance.of(FORCED_CHANGE_REASONS),
      document: 'Case 17/2026',
    };
    return this.step('custody.propose', staff, { method: 'POST', path: '/api/custody-changes', body });
  }

  private async statesPlaces(): Promise<Step> {
    const house = this.chance.of(this.houses);
    return this.step('capacity.state', house.staff, {
      method: 'PUT',
      path: `/api/capacity/${this.chance.of(house.stages)}`,
      body: { free: this.chance.below(6) },
    });
  }

  private async callsForHelp(): Promise<Step> {
    const client = await this.aClient();
    if (!client) return await this.walksIn();
    const body = {
      client: client.code,
      receiver: this.chance.of(this.houses).code,
      reason: 'Not breathing well',
    };
    return this.step('handoff.emergency', client.house.staff, {
      method: 'POST',
      path: '/api/handoffs/emergency',
      body,
    });
  }

  private async keepsApart(): Promise<Step> {
    const [one, other] = [await this.aClient(), await this.aClient()];
    if (!one || !other) return await this.walksIn();
    return this.step('separation.record', one.house.staff, {
      method: 'POST',
      path: `/api/clients/${one.code}/separations`,
      body: { other: other.code },
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
      outcome: this.chance.of(Object.keys(MOVE_OUTCOMES)),
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
