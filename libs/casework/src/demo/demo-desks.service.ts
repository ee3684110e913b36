import { Inject, Injectable, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Action } from '#domain/charter/actions.js';
import { must } from '#domain/must.js';
import { authorize } from '#domain/rules/authorize.js';
import type { Actor } from '#platform/db/actor.js';
import type { PlantedAccount } from '#platform/packs/demo-network.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { CapacityService } from '../capacity/capacity.service.js';
import { ClientService } from '../client/client.service.js';
import { ConsentService } from '../consent/consent.service.js';
import { ForcedChangeService } from '../custody/forced-change.service.js';
import { EnvelopeService } from '../envelope/envelope.service.js';
import { HandoffArrivalService } from '../handoff/handoff-arrival.service.js';
import { HandoffDraftsService } from '../handoff/handoff-drafts.service.js';
import { HandoffMovesService } from '../handoff/handoff-moves.service.js';
import { HandoffSendService } from '../handoff/handoff-send.service.js';
import { HandoffWithdrawalService } from '../handoff/handoff-withdrawal.service.js';
import { PathwayService } from '../pathway/pathway.service.js';
import { WorkService } from '../work/work.service.js';
import { DemoStagesService } from './demo-stages.service.js';

/** The services that staff use, all of them, and whoever of a house may use each. */
@Injectable()
export class DemoDesksService {
  private accounts: readonly PlantedAccount[] = [];

  constructor(
    private readonly ref: ModuleRef,
    @Inject(PACKS) readonly packs: Packs,
  ) {}

  /** Who works where; to be told before the first of them acts. */
  staff(accounts: readonly PlantedAccount[]): void {
    this.accounts = accounts;
  }

  readonly clients = () => this.get(ClientService);
  readonly stages = () => this.get(DemoStagesService);
  readonly pathway = () => this.get(PathwayService);
  readonly consents = () => this.get(ConsentService);
  readonly sending = () => this.get(HandoffSendService);
  readonly drafts = () => this.get(HandoffDraftsService);
  readonly moves = () => this.get(HandoffMovesService);
  readonly arrivals = () => this.get(HandoffArrivalService);
  readonly withdrawals = () => this.get(HandoffWithdrawalService);
  readonly envelopes = () => this.get(EnvelopeService);
  readonly forced = () => this.get(ForcedChangeService);
  readonly capacity = () => this.get(CapacityService);
  readonly work = () => this.get(WorkService);

  /** Somebody of an organisation who may do this; `other` is the second who may, where two must agree. */
  actor(organisation: string, action: Action, other = false): Actor {
    const able = this.accounts.filter(
      ({ organisation_code, roles }) =>
        organisation_code === organisation && authorize(roles, action).allowed,
    );
    const account = able[other ? 1 : 0];
    must(account !== undefined, `the demo has somebody in ${organisation} for ${action}`);
    return {
      kind: 'staff',
      account: account.id,
      organisation: account.organisation_id,
      roles: account.roles,
      name: account.display_name,
    };
  }

  /** The coordination office of a jurisdiction. */
  office(jurisdiction: string): string {
    const office = this.packs.of(jurisdiction).demo.organisations.find(({ coordinates }) => coordinates);
    must(office !== undefined, 'every demo network has a coordination office');
    return office.code;
  }

  private get<T>(service: Type<T>): T {
    return this.ref.get(service, { strict: false });
  }
}
