import { Injectable } from '@nestjs/common';
import type { Language } from '#domain/charter/code-lists.js';
import type { Stage } from '#domain/charter/pathway.js';
import { must } from '#domain/must.js';
import type { Actor } from '#platform/db/actor.js';
import { ConsentService } from '../consent/consent.service.js';
import { HandoffArrivalService } from '../handoff/handoff-arrival.service.js';
import { HandoffMovesService } from '../handoff/handoff-moves.service.js';
import { HandoffSendService } from '../handoff/handoff-send.service.js';

const DAY_MS = 86_400_000;

export interface DemoTransfer {
  readonly client: string;
  readonly receiver: string;
  readonly stage: Stage;
  readonly language: Language;
  readonly now: Date;
}

/** Consents and transfers of the demo clients. */
@Injectable()
export class DemoHandoffsService {
  constructor(
    private readonly consents: ConsentService,
    private readonly sending: HandoffSendService,
    private readonly moves: HandoffMovesService,
    private readonly arrivals: HandoffArrivalService,
  ) {}

  /** Records the consent and sends the transfer; answers its reference. */
  async send(sender: Actor, { client, receiver, stage, language, now }: DemoTransfer): Promise<string> {
    const consent = await this.consents.record(sender, {}, client, {
      recipient: receiver,
      purposes: ['care'],
      categories: ['identity', 'contact', 'treatment', 'safety', 'plan', 'social'],
      language,
      given_how: 'electronic_signature',
      signer: 'self',
      expires_on: new Date(now.getTime() + 180 * DAY_MS).toISOString().slice(0, 10),
    });
    const sent = await this.sending.send(
      sender,
      {},
      { client, kind: 'transfer', receiver, stage, urgency: 'routine', consent: consent.reference },
    );
    return sent.reference;
  }

  /** Takes, accepts and receives a transfer; answers the receiver's own code of the client. */
  async receive(receiver: Actor, reference: string, now: Date): Promise<string> {
    const taken = await this.moves.take(receiver, {}, { reference, version: 1 });
    const appointment_at = new Date(now.getTime() + DAY_MS).toISOString();
    const accepted = await this.moves.accept(
      receiver,
      {},
      { reference, version: taken.version },
      { appointment_at },
    );
    const arrived = await this.arrivals.arrive(receiver, {}, { reference, version: accepted.version }, {});
    must(arrived.client !== undefined, 'a client who arrived has a code');
    return arrived.client;
  }
}
