import { HandoffArrivalService } from '#casework/handoff/handoff-arrival.service.js';
import { HandoffDraftsService } from '#casework/handoff/handoff-drafts.service.js';
import { HandoffMovesService } from '#casework/handoff/handoff-moves.service.js';
import { HandoffWithdrawalService } from '#casework/handoff/handoff-withdrawal.service.js';
import type { Call } from '#casework/call.js';
import type { SideMove } from '#domain/charter/handoff.js';
import type { HandoffEditRequest, HandoffWritten } from '#domain/wire/handoff.js';
import type { Actor } from '#platform/db/actor.js';
import { daysAgo, inHours } from '../support/journey.js';
import type { Town } from '../support/model-town.js';
import type { ServiceHouse } from '../support/service-house.js';
import type { Command, Details } from './commands.js';
import type { Names } from './names.js';

/** The part of the desk at which the two sides move a handoff: content as the wire has it, one service call per move. */
export class MoveDesk {
  private readonly moves: HandoffMovesService;
  private readonly drafts: HandoffDraftsService;
  private readonly arrivals: HandoffArrivalService;
  private readonly withdrawals: HandoffWithdrawalService;

  constructor(
    house: ServiceHouse,
    private readonly town: Town,
    private readonly names: Names,
  ) {
    this.moves = house.of(HandoffMovesService);
    this.drafts = house.of(HandoffDraftsService);
    this.arrivals = house.of(HandoffArrivalService);
    this.withdrawals = house.of(HandoffWithdrawalService);
  }

  async move(actor: Actor, call: Call, { verb, on, details, version = 0 }: Command): Promise<HandoffWritten> {
    const target = { reference: this.names.handoffs[on]!, version };
    const { moves, drafts } = this;
    const { text = '' } = details;
    const appointment_at = details.hours === undefined ? undefined : inHours(details.hours);
    switch (verb as SideMove) {
      case 'edit':
        return await drafts.edit(actor, call, target, this.edited(details));
      case 'send':
        return await drafts.send(actor, call, target);
      case 'discard':
        return await drafts.discard(actor, call, target);
      case 'take':
        return await moves.take(actor, call, target);
      case 'ask':
        return await moves.ask(actor, call, target, { question: text });
      case 'answer':
        return await moves.answer(actor, call, target, { answer: text });
      case 'waitlist':
        return await moves.waitlist(actor, call, target, {
          ...(details.position === undefined ? {} : { position: details.position }),
        });
      case 'wish':
        return await moves.wish(actor, call, target, { wishes: details.yes! });
      case 'propose':
        return await moves.propose(actor, call, target);
      case 'accept':
        return await moves.accept(actor, call, target, {
          appointment_at: appointment_at!,
          ...(details.spoke ? { spoke_at: inHours(-1) } : {}),
        });
      case 'decline':
        return await moves.decline(actor, call, target, {
          reason: details.decline!,
          ...(details.house === undefined ? {} : { suggested: this.town.houses[details.house]!.code }),
        });
      case 'recall':
        return await moves.recall(actor, call, target, { reason: details.recall! });
      case 'hold':
        return await this.arrivals.hold(actor, call, target, {
          reason: details.hold!,
          resume_on: daysAgo(-details.days!),
        });
      case 'resume':
        return await this.arrivals.resume(actor, call, target, {
          ...(appointment_at === undefined ? {} : { appointment_at }),
          ...this.consentOf(details),
        });
      case 'reschedule':
        return await this.arrivals.reschedule(actor, call, target, { appointment_at: appointment_at! });
      default:
        return await this.later(actor, call, target, verb as SideMove, details);
    }
  }

  /** From the way there on. */
  private async later(
    actor: Actor,
    call: Call,
    target: { reference: string; version: number },
    move: SideMove,
    details: Details,
  ): Promise<HandoffWritten> {
    const { moves, arrivals } = this;
    const { text = '' } = details;
    const at = details.hours === undefined ? undefined : inHours(details.hours);
    switch (move) {
      case 'depart':
        return await arrivals.depart(actor, call, target);
      case 'contact':
        return await arrivals.contact(actor, call, target, { way: details.way!, reached: details.yes! });
      case 'call':
        return await arrivals.call(actor, call, target, details.yes ? { take_over: true } : {});
      case 'arrive':
        return await arrivals.arrive(actor, call, target, at === undefined ? {} : { arrived_at: at });
      case 'miss':
        return await arrivals.miss(actor, call, target);
      case 'fail':
        return await arrivals.fail(actor, call, target);
      case 'invite':
        return await arrivals.invite(actor, call, target, { appointment_at: at! });
      case 'report':
        return await arrivals.report(actor, call, target, { outcome: details.outcome! });
      case 'acknowledge':
        return await arrivals.acknowledge(actor, call, target);
      case 'withdraw':
        return await this.withdrawals.withdraw(actor, call, target, { how: 'witnessed_oral' });
      case 'return':
        return await arrivals.return(actor, call, target, {
          consent: this.consentOf(details).consent ?? crypto.randomUUID(),
          stage: details.stage!,
          urgency: details.urgency!,
          reason: text,
        });
      case 'stop':
        return await moves.stop(actor, call, target, { cause: details.cause! });
      case 'void':
        return await moves.voidIt(actor, call, target, { reason: text });
      default:
        throw new Error(`nobody is asked to ${move}`);
    }
  }

  private consentOf({ consent }: Details): { consent?: string } {
    return consent === undefined ? {} : { consent: this.names.consents[consent]! };
  }

  private edited(details: Details): HandoffEditRequest {
    const { receiver, stage, urgency, text } = details;
    return {
      ...(receiver === undefined ? {} : { receiver: this.town.houses[receiver]!.code }),
      ...(stage === undefined ? {} : { stage }),
      ...(urgency === undefined ? {} : { urgency }),
      ...this.consentOf(details),
      ...(text === undefined ? {} : { reason: text }),
    };
  }
}
