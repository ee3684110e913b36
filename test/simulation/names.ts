import type { Command } from './commands.js';
import type { Prediction } from './oracle-words.js';

/** How the places of the model are called in reality: what the answers said when each came into being. */
export class Names {
  readonly consents: string[] = [];
  readonly handoffs: string[] = [];
  readonly changes: string[] = [];
  /** By client, then house: the code under which that house knows the client. */
  private readonly codes: (string | undefined)[][] = [];

  /** The code a house would use; one that does not know the client tries that of a house that does. */
  codeOf(client: number, house: number | 'office'): string {
    const known = this.codes[client]!;
    return (house === 'office' ? undefined : known[house]) ?? known.find((code) => code !== undefined)!;
  }

  learn({ made, client }: Prediction, { who, verb }: Command, written: unknown): void {
    const said = written as { client?: string; reference?: string; successor?: string } | undefined;
    if (made === 'client') this.codes.push([]);
    if (client !== undefined && said?.client !== undefined)
      this.codes[client]![who.house as number] = said.client;
    if (made === 'consent') this.consents.push(said!.reference!);
    if (made === 'change') this.changes.push(said!.reference!);
    if (made === 'handoff')
      this.handoffs.push(verb === 'return' || verb === 'invite' ? said!.successor! : said!.reference!);
  }

  /** A house that took a client over by force finds its code in its inbox, in no answer. */
  told(client: number, house: number, code: string): void {
    this.codes[client]![house] = code;
  }

  forget({ made }: Prediction): void {
    if (made === 'client') this.codes.pop();
    if (made === 'consent') this.consents.pop();
    if (made === 'change') this.changes.pop();
    if (made === 'handoff') this.handoffs.pop();
  }
}
