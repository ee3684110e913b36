import { createHash } from 'node:crypto';
import { CapacityService } from '#casework/capacity/capacity.service.js';
import type { Call } from '#casework/call.js';
import { ClientService } from '#casework/client/client.service.js';
import { ConsentService } from '#casework/consent/consent.service.js';
import { ForcedChangeService } from '#casework/custody/forced-change.service.js';
import { EnvelopeService } from '#casework/envelope/envelope.service.js';
import { HandoffSendService } from '#casework/handoff/handoff-send.service.js';
import { Refusal, type RefusalCode } from '#domain/refusal.js';
import type { HandoffSendRequest } from '#domain/wire/handoff.js';
import type { Actor } from '#platform/db/actor.js';
import { canonicalJson } from '#platform/db/audit-trail.js';
import { SAFE, walkIn } from '../support/journey.js';
import type { Town } from '../support/model-town.js';
import type { ServiceHouse } from '../support/service-house.js';
import type { Command, Details } from './commands.js';
import { Calendar } from './calendar.js';
import type { Person, SeenClock, World } from './model.js';
import { MoveDesk } from './move-desk.js';
import { Names } from './names.js';

/** What really came of a command; `written` is what the asker got, word for word. */
export type Answer =
  | { readonly done: true; readonly written: unknown }
  | { readonly done: false; readonly refused: RefusalCode };

/** Carries commands out by the services themselves, each in the name of a member of staff, and says what came of it. */
export class Desk {
  readonly names = new Names();
  private readonly clients: ClientService;
  private readonly consents: ConsentService;
  private readonly sending: HandoffSendService;
  private readonly envelopes: EnvelopeService;
  private readonly changes: ForcedChangeService;
  private readonly capacity: CapacityService;
  private readonly moves: MoveDesk;
  private readonly calendar: Calendar;

  constructor(
    house: ServiceHouse,
    private readonly town: Town,
  ) {
    this.clients = house.of(ClientService);
    this.consents = house.of(ConsentService);
    this.sending = house.of(HandoffSendService);
    this.envelopes = house.of(EnvelopeService);
    this.changes = house.of(ForcedChangeService);
    this.capacity = house.of(CapacityService);
    this.moves = new MoveDesk(house, town, this.names);
    this.calendar = new Calendar(house, town, this.names);
  }

  async carryOut(command: Command, world: World, clock?: SeenClock): Promise<Answer> {
    const sha256 = createHash('sha256')
      .update(canonicalJson({ ...command, key: '' }))
      .digest();
    const call: Call = { command: { key: command.key, sha256 } };
    try {
      return { done: true, written: await this.ask(this.actorOf(command.who), call, command, world, clock) };
    } catch (error) {
      if (error instanceof Refusal) return { done: false, refused: error.code };
      throw error;
    }
  }

  async lookAtClock(command: Command): Promise<SeenClock | undefined> {
    return await this.calendar.look(command.on, command.details);
  }

  private actorOf({ house, number, observes }: Person): Actor {
    const there = house === 'office' ? this.town.office : this.town.houses[house]!;
    return observes ? there.observer : there.people[number]!;
  }

  private async ask(
    actor: Actor,
    call: Call,
    command: Command,
    world: World,
    clock: SeenClock | undefined,
  ): Promise<unknown> {
    const { verb, on, details, version = 0 } = command;
    switch (verb) {
      case 'admit':
        return await this.admit(actor, call, details);
      case 'consent':
        return await this.consent(actor, call, command);
      case 'withdraw_consent':
        return await this.consents.withdraw(actor, call, this.names.consents[on]!, version, {
          how: 'witnessed_oral',
        });
      case 'offer':
      case 'prepare':
      case 'emergency':
      case 'inform':
        return await this.offer(actor, call, command);
      case 'state_places':
        return await this.capacity.state(actor, call, details.stage!, { free: details.free! });
      case 'overturn':
      case 'extend':
      case 'reassign':
      case 'recall_envelope': {
        const target = { reference: this.names.handoffs[on]!, version };
        const move = verb === 'recall_envelope' ? 'recall' : verb;
        return await this.envelopes[move](actor, call, target, { reason: details.text! });
      }
      case 'propose_change':
      case 'decide_change':
        return await this.change(actor, call, command, world);
      case 'tick':
      case 'close_house':
      case 'lose_standing':
      case 'regain_standing':
      case 'pass_appointment':
      case 'pass_days':
        return await this.calendar.happen(command, clock);
      default:
        return await this.moves.move(actor, call, command);
    }
  }

  private async admit(actor: Actor, call: Call, { stage }: Details): Promise<unknown> {
    const safety = { ...SAFE };
    return await this.clients.admit(actor, call, walkIn({ stage: stage!, birth_year: 1990, safety }));
  }

  private async consent(actor: Actor, call: Call, { on, who, details }: Command): Promise<unknown> {
    return await this.consents.record(actor, call, this.names.codeOf(on, who.house), {
      recipient: this.town.houses[details.receiver!]!.code,
      purposes: ['care'],
      categories: [...details.categories!],
      language: 'ar',
      given_how: 'paper_signature',
      signer: 'self',
      ends: 'end_of_care',
    });
  }

  private async offer(actor: Actor, call: Call, { verb, on, who, details }: Command): Promise<unknown> {
    const client = this.names.codeOf(on, who.house);
    const receiver = this.town.houses[details.receiver!]!.code;
    if (verb === 'emergency')
      return await this.sending.emergency(actor, call, { client, receiver, reason: 'Help' });
    const wanted: HandoffSendRequest = {
      client,
      receiver,
      kind: verb === 'inform' ? 'information_only' : details.kind!,
      stage: details.stage!,
      urgency: details.urgency!,
      ...(verb === 'inform' ? {} : this.standing(details)),
    };
    if (verb !== 'prepare') return await this.sending.send(actor, call, wanted);
    return await this.sending.prepare(actor, call, { ...wanted, kind: details.kind! });
  }

  /** What an offer stands on and stands beside, by its real names. */
  private standing({ consent, group, replaces, text }: Details): Partial<HandoffSendRequest> {
    return {
      ...(consent === undefined ? {} : { consent: this.names.consents[consent]! }),
      ...(group === undefined ? {} : { group: this.names.handoffs[group]! }),
      ...(replaces === undefined ? {} : { replaces: this.names.handoffs[replaces]! }),
      ...(text === undefined ? {} : { reason: text }),
    };
  }

  private async change(
    actor: Actor,
    call: Call,
    { verb, on, details }: Command,
    world: World,
  ): Promise<unknown> {
    if (verb === 'decide_change')
      return await this.changes.decide(actor, call, this.names.changes[on]!, details.yes!);
    const { custodian } = world.clients[on]!;
    return await this.changes.propose(actor, call, {
      custodian: this.town.houses[custodian]!.code,
      client: this.names.codeOf(on, custodian),
      to: this.town.houses[details.house!]!.code,
      reason: details.force!,
      document: details.text!,
    });
  }
}
