import { Inject, Injectable } from '@nestjs/common';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import type { Instrument } from '#domain/charter/instrument.js';
import { Refusal } from '#domain/refusal.js';
import type { InstrumentSummary, InstrumentView } from '#domain/wire/assessment.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { INSTRUMENTS, type Instruments } from '#platform/instruments/instruments.js';
import type { Pack } from '#platform/packs/pack.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';

@Injectable()
export class InstrumentService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(INSTRUMENTS) private readonly instruments: Instruments,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Every instrument in every version, with what its licence and the own jurisdiction allow. */
  async list(actor: Actor, call: Call): Promise<InstrumentSummary[]> {
    return await this.uow.run(actor, { do: 'instrument.list', ...call }, async (tx) => {
      const { off } = (await packOfHouse(tx, this.packs)).instruments;
      return this.instruments.all.map((one) => summaryOf(one, off));
    });
  }

  /** One version of a form with its words in a language, where it has any that may be shown. */
  async view(
    actor: Actor,
    call: Call,
    wanted: { id: string; version: string; language: Language },
  ): Promise<InstrumentView> {
    return await this.uow.run(actor, { do: 'instrument.list', ...call }, async (tx) => {
      const { off } = (await packOfHouse(tx, this.packs)).instruments;
      const one = this.instruments.find(wanted.id, wanted.version);
      if (!one) throw new Refusal('request.not_found');
      return {
        ...summaryOf(one, off),
        holder: one.licence.holder,
        source: one.licence.source,
        items: [...one.items],
        scores: one.scores.map(({ id, min, max, better, reliable_change }) => ({
          id,
          min,
          max,
          ...(better && { better }),
          ...(reliable_change !== undefined && { reliable_change }),
        })),
        language: wanted.language,
        texts: one.texts[wanted.language] ?? null,
      };
    });
  }
}

/** The pack of the acting organisation's jurisdiction. */
export async function packOfHouse(tx: Tx, packs: Packs): Promise<Pack> {
  const { jurisdiction } = await tx.one<{ jurisdiction: string }>(
    'select jurisdiction from care.organisation where id = $1',
    [tx.organisation],
  );
  return packs.of(jurisdiction);
}

function summaryOf(one: Instrument, off: readonly string[]): InstrumentSummary {
  return {
    id: one.id,
    version: one.version,
    names: one.names,
    about: one.about,
    licence: one.licence.class,
    modes: [...one.modes],
    recall_days: one.recall_days,
    per_substance: one.per_substance,
    asks_sex: one.scores.some(({ cut_offs }) => cut_offs?.some(({ sex }) => sex !== undefined)),
    languages: LANGUAGES.filter((language) => one.texts[language] !== undefined),
    allowed: !off.includes(one.id),
    retired_on: one.retired_on ?? null,
  };
}
