import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import type { ProviderWishView, WindowProvider } from '#domain/wire/window.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { openNote, sealNote } from '#platform/vault/sealed-note.js';
import type { Call } from '../call.js';
import { locate } from '../client/client.queries.js';
import type { InWindow } from './window-door.service.js';

const HOUR_MS = 3_600_000;

/** What a client asks for in their own window, and what staff read of it. Nothing is decided here: people answer. */
@Injectable()
export class WindowAsking {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Organisations of the client's own network that look after people, to choose another one from. */
  async providers({ actor }: InWindow, call: Call): Promise<WindowProvider[]> {
    return await this.uow.run(actor, { do: 'window.providers', ...call }, (tx) =>
      tx.query<WindowProvider>('select * from care.own_providers()'),
    );
  }

  /**
   * Asks for another provider: work for the key worker, due within three days. Refused where nobody is
   * responsible, where the same was asked and not answered yet, and for a provider that is not in the list.
   */
  async askProvider(
    { actor }: InWindow,
    call: Call,
    { wished, words }: { wished: string | null; words: string },
  ): Promise<null> {
    return await this.uow.run(actor, { do: 'window.ask_provider', ...call }, async (tx) => {
      const id = randomUUID();
      if (words.length > LIMITS.note_characters_max) throw new Refusal('field.invalid', { field: 'words' });
      const sealed = words === '' ? null : sealNote(this.keys.base, { record: id, name: 'words' }, words);
      const { answer } = await tx.one<{ answer: string }>(
        'select care.own_ask_provider($1, $2, $3, $4) as answer',
        [id, wished, sealed, new Date(tx.now.getTime() + LIMITS.provider_wish_answer_hours * HOUR_MS)],
      );
      if (answer === 'nobody') throw new Refusal('window.nobody_responsible');
      if (answer === 'asked') throw new Refusal('window.asked_already');
      if (answer !== 'done') throw new Refusal('field.invalid', { field: 'wished' });
      return null;
    });
  }

  /** Asks one house to erase what it knows. Staff decide it by the law of the place; the client reads the decision here. */
  async askErasure({ actor }: InWindow, call: Call, house: string): Promise<null> {
    return await this.uow.run(actor, { do: 'window.ask_erasure', ...call }, async (tx) => {
      const { answer } = await tx.one<{ answer: string }>('select care.own_ask_erasure($1, $2) as answer', [
        tx.newId(),
        house,
      ]);
      if (answer === 'open') throw new Refusal('erasure.open');
      if (answer !== 'done') throw new Refusal('field.invalid', { field: 'house' });
      return null;
    });
  }

  /** What a client of the house wished for, in their own words; the newest first. */
  async wishesOf(actor: Actor, call: Call, code: string): Promise<ProviderWishView[]> {
    return await this.uow.run(actor, { do: 'client.wishes', on: { client: code }, ...call }, async (tx) => {
      const { client_id } = await locate(tx, code);
      const rows = await tx.query<WishFound>(
        `select w.id, w.asked_at, w.words, o.names as wished, i.done_at from care.provider_wish w join care.work_item i on i.id = w.work_item_id
           left join care.organisation o on o.id = w.wished_organisation_id
          where w.organisation_id = $1 and w.client_id = $2 order by w.asked_at desc limit 20`,
        [tx.organisation, client_id],
      );
      return rows.map(({ id, asked_at, words, wished, done_at }) => ({
        wish: id,
        asked_at: asked_at.toISOString(),
        wished,
        words: words && openNote(this.keys.base, { record: id, name: 'words' }, words),
        answered_at: done_at?.toISOString() ?? null,
      }));
    });
  }
}

interface WishFound {
  id: string;
  asked_at: Date;
  words: Buffer | null;
  wished: ProviderWishView['wished'];
  done_at: Date | null;
}
