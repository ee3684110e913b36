import { Inject, Injectable } from '@nestjs/common';
import type { RecordedStage } from '#domain/charter/pathway.js';
import type { Role } from '#domain/charter/roles.js';
import { must } from '#domain/must.js';
import type { SafetyScreen } from '#domain/wire/client.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { PlantedAccount } from '#platform/packs/demo-network.js';
import type { DemoClient, DemoNetwork } from '#platform/packs/demo-pack.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { ClientService } from '../client/client.service.js';
import { DemoHandoffsService } from './demo-handoffs.service.js';
import { DemoStagesService } from './demo-stages.service.js';

/** The stages of the road in order, and who records and sends in each. */
const ROAD = {
  treatment: 'clinician',
  rehabilitation: 'clinician',
  reintegration: 'social_worker',
  employment: 'employment_officer',
} as const satisfies Record<RecordedStage, Role>;
const STAGES_OF_ROAD = Object.keys(ROAD) as RecordedStage[];

const SAFETY: SafetyScreen = {
  suicide_risk: 'low',
  overdose_within_12_months: false,
  withdrawal_seizures_or_delirium: false,
  weeks_of_pregnancy: null,
  violence_risk: false,
  infectious_tuberculosis: false,
  allergies: null,
  medicines: null,
};

/** One network with the people who act in it, at the hour of the database. */
class Stagecraft {
  constructor(
    private readonly network: DemoNetwork,
    private readonly accounts: readonly PlantedAccount[],
    readonly now: Date,
  ) {}

  /** The first organisation of the network that offers the stage. */
  placeFor(stage: RecordedStage): string {
    const organisation = this.network.organisations.find(({ stages }) => stages.includes(stage));
    must(organisation !== undefined, `the demo network offers ${stage}`);
    return organisation.code;
  }

  actor(organisationCode: string, role: Role): Actor {
    return actorOf(this.accounts, organisationCode, role);
  }
}

/** Invented people on every part of the road, brought there by the services that staff use, through the same door. */
@Injectable()
export class DemoClientsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clients: ClientService,
    private readonly stages: DemoStagesService,
    private readonly handoffs: DemoHandoffsService,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Lets the demo clients walk, in each network once: a treatment centre that ever had a client gets none. Answers how many came. */
  async plant(accounts: readonly PlantedAccount[]): Promise<number> {
    let planted = 0;
    for (const { demo } of this.packs.shown) {
      const centre = demo.organisations.find(({ stages }) => stages.includes('treatment'));
      must(centre !== undefined, 'every demo network has a treatment centre');
      const { isNew, now } = await this.look(actorOf(accounts, centre.code, 'clinician'));
      if (!isNew) continue;
      const stagecraft = new Stagecraft(demo, accounts, now);
      for (const client of demo.clients) await this.walk(stagecraft, centre.code, client);
      planted += demo.clients.length;
    }
    return planted;
  }

  private async look(clinician: Actor): Promise<{ isNew: boolean; now: Date }> {
    return await this.uow.run(clinician, { do: 'client.list' }, async (tx) => {
      const rows = await tx.query(
        'select 1 as known from care.client_code where organisation_id = $1 limit 1',
        [tx.organisation],
      );
      return { isNew: rows.length === 0, now: tx.now };
    });
  }

  private async walk(stagecraft: Stagecraft, centre: string, client: DemoClient): Promise<void> {
    const clinician = stagecraft.actor(centre, 'clinician');
    const isWalkIn = client.journey === 'walk_in';
    const admitted = await this.clients.admit(
      clinician,
      {},
      {
        ...(client.identity
          ? { identity: client.identity, duplicates_reviewed: true }
          : { birth_year: 1990 }),
        language: client.language,
        referral_source: 'self',
        substance: client.substance,
        stage: isWalkIn ? 'contact' : 'treatment',
        safety: SAFETY,
      },
    );
    if (isWalkIn) return;
    if (client.journey === 'treatment' || client.journey === 'sent_on') {
      await this.stages.record(clinician, 'treatment', admitted.client, stagecraft.now);
      if (client.journey === 'sent_on')
        await this.sendOn(stagecraft, 'treatment', admitted.client, client, false);
      return;
    }
    if (client.journey === 'withdrawal') {
      await this.stages.record(clinician, 'treatment', admitted.client, stagecraft.now, false);
      return;
    }
    await this.walkTo(stagecraft, client.journey, admitted.client, client);
  }

  /** From treatment to the stage wanted, handoff by handoff; what was left is complete, what is reached has just begun. */
  private async walkTo(
    stagecraft: Stagecraft,
    goal: RecordedStage,
    code: string,
    client: DemoClient,
  ): Promise<void> {
    let own = code;
    for (const stage of STAGES_OF_ROAD) {
      const actor = stagecraft.actor(stagecraft.placeFor(stage), ROAD[stage]);
      await this.stages.record(actor, stage, own, stagecraft.now, stage !== goal);
      if (stage === goal) return;
      own = await this.sendOn(stagecraft, stage, own, client, true);
    }
  }

  private async sendOn(
    stagecraft: Stagecraft,
    from: RecordedStage,
    code: string,
    client: DemoClient,
    arrives: boolean,
  ): Promise<string> {
    const stage = STAGES_OF_ROAD[STAGES_OF_ROAD.indexOf(from) + 1];
    must(stage !== undefined, 'the road goes on');
    const receiver = stagecraft.placeFor(stage);
    const sender = stagecraft.actor(stagecraft.placeFor(from), ROAD[from]);
    const reference = await this.handoffs.send(sender, {
      client: code,
      receiver,
      stage,
      language: client.language,
      now: stagecraft.now,
    });
    if (!arrives) return code;
    return await this.handoffs.receive(
      stagecraft.actor(receiver, 'intake_officer'),
      reference,
      stagecraft.now,
    );
  }
}

function actorOf(accounts: readonly PlantedAccount[], organisationCode: string, role: Role): Actor {
  const account = accounts.find(
    ({ organisation_code, roles }) => organisation_code === organisationCode && roles.includes(role),
  );
  must(account !== undefined, `the demo has a ${role} in ${organisationCode}`);
  return {
    kind: 'staff',
    account: account.id,
    organisation: account.organisation_id,
    roles: account.roles,
    name: account.display_name,
  };
}
