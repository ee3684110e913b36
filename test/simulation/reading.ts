import { ClientService } from '#casework/client/client.service.js';
import { HandoffService } from '#casework/handoff/handoff.service.js';
import { Refusal } from '#domain/refusal.js';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import type { Actor } from '#platform/db/actor.js';
import type { Town } from '../support/model-town.js';
import type { ServiceHouse } from '../support/service-house.js';
import { hasFailed, type World } from './model.js';
import type { Names } from './names.js';

/** Looks through the eyes of those who may look, and says what they see and should not, or should and do not. */
export class Readers {
  private readonly handoffs: HandoffService;
  private readonly clients: ClientService;

  constructor(
    house: ServiceHouse,
    private readonly town: Town,
    private readonly names: Names,
  ) {
    this.handoffs = house.of(HandoffService);
    this.clients = house.of(ClientService);
  }

  /** One handoff, seen by its sender, its receiver and a third house. */
  async complaintsAbout(world: World, n: number): Promise<string[]> {
    const one = world.handoffs[n]!;
    const unsent = one.at === 'preparing' || one.at === 'discarded';
    const third = world.houses.findIndex((_, house) => house !== one.sender && house !== one.receiver);
    const [bySender, byReceiver, byThird] = [
      await this.look(one.sender, n),
      await this.look(one.receiver, n),
      await this.look(third, n),
    ];
    const complaints: string[] = [];
    if (!bySender) complaints.push(`handoff #${n}: its sender lost sight of it`);
    if (byThird) complaints.push(`handoff #${n}: a third house sees it`);
    if (unsent && byReceiver) complaints.push(`handoff #${n}: the partner sees what was never sent`);
    if (!unsent && !byReceiver) complaints.push(`handoff #${n}: its receiver lost sight of it`);
    if (byReceiver && hasFailed(one))
      complaints.push(...tooMuch(byReceiver).map((what) => `handoff #${n}: the tombstone shows ${what}`));
    return complaints;
  }

  /** Nobody loses sight of what they wrote themselves. */
  async lostSight(world: World): Promise<string[]> {
    const lost: string[] = [];
    for (const [n, { known }] of world.clients.entries())
      for (const house of known) {
        const seen = await orNothing(
          this.clients.view(this.someoneOf(house), {}, this.names.codeOf(n, house)),
        );
        if (!seen) lost.push(`client #${n}: house ${house} lost sight of what it wrote`);
      }
    return lost;
  }

  private async look(house: number, n: number): Promise<HandoffDetail | undefined> {
    return await orNothing(this.handoffs.view(this.someoneOf(house), {}, this.names.handoffs[n]!, 'en'));
  }

  private someoneOf(house: number): Actor {
    return this.town.houses[house]!.people[0]!;
  }
}

/** What a partner keeps of a handoff that came to nothing: the reference, the days, and what it wrote itself. */
function tooMuch(seen: HandoffDetail): string[] {
  const kept: Partial<HandoffDetail> = seen;
  const gone = (['stage', 'urgency', 'identity', 'consent'] as const).filter((what) => kept[what] !== null);
  return [
    ...gone,
    ...(seen.packets.length > 0 ? ['packets'] : []),
    ...(seen.notes.some(({ side }) => side !== 'receiver') ? ['notes of others'] : []),
  ];
}

async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'request.not_found') return undefined;
    throw error;
  }
}
