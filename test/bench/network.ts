import { createHash } from 'node:crypto';
import { Invented, shuffled } from './invented.js';

/** An invented organisation with one member of staff, who is signed in with a token made from the seed. */
export interface Organisation {
  readonly id: string;
  readonly code: string;
  readonly account: string;
  readonly token: string;
}

/** Organisations that may each see the same number of episodes. */
export interface Group {
  /** As asked for; a small database holds fewer, see `visible`. */
  readonly asked: number;
  readonly visible: number;
  readonly organisations: readonly Organisation[];
}

/** Who holds whom in a database of one size: the groups that are measured and the rest of the network. */
export interface Layout {
  readonly clients: number;
  readonly groups: readonly Group[];
  readonly others: readonly Organisation[];
  /** Index of the group (the rest: -1) and organisation that holds client number `i`. */
  holder(i: number): { group: number; organisation: Organisation };
}

const OTHERS = 50;
/** So many clients a group of small organisations has together, so that writes at many connections do not meet on one. */
const GROUP_CLIENTS = 2_000;

export function layOut(clients: number, visible: readonly number[], seed: number): Layout {
  const invented = new Invented(seed);
  const newOrganisation = (code: string): Organisation => {
    const token = createHash('sha256').update(`${seed} ${code}`).digest('base64url');
    return { id: invented.uuid7(1_700_000_000_000), code, account: invented.uuid7(1_700_000_000_000), token };
  };
  const groups = visible.map((asked, g): Group => {
    const size = Math.min(asked, Math.floor(clients / 2));
    const count = Math.max(1, Math.floor(Math.min(GROUP_CLIENTS, clients / 5) / size));
    const organisations = Array.from({ length: count }, (_, n) => newOrganisation(`BENCH-${g}-${n}`));
    return { asked, visible: size, organisations };
  });
  const others = Array.from({ length: OTHERS }, (_, n) => newOrganisation(`BENCH-REST-${n}`));
  const holder = (i: number) => {
    let place = shuffled(i, clients);
    for (const [g, group] of groups.entries()) {
      const size = group.visible * group.organisations.length;
      if (place < size)
        return {
          group: g,
          organisation: group.organisations[Math.floor(place / group.visible)] as Organisation,
        };
      place -= size;
    }
    return { group: -1, organisation: others[place % OTHERS] as Organisation };
  };
  return { clients, groups, others, holder };
}
