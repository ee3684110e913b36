import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { must } from '#domain/must.js';
import { Refusal } from '#domain/refusal.js';
import { authorize } from '#domain/rules/authorize.js';
import { parseFormName, type FormName } from '#domain/rules/form-name.js';
import type { KeptFormAnswer, KeptFormRequest, KeptFormWritten } from '#domain/wire/desk.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import type { Actor } from '#platform/db/actor.js';
import { KeptForms } from '#platform/db/kept-forms.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork, type Intent } from '#platform/db/unit-of-work.js';
import { openForm, sealForm } from '#platform/vault/form-cipher.js';
import type { Call } from '../call.js';
import { locate } from '../client/client.queries.js';
import { findHandoff } from '../handoff/handoff.queries.js';

interface Kept {
  sealed: Buffer;
  version: number | null;
  kept_at: Date;
}

const KEPT = `select sealed, version, kept_at from access.kept_form
  where account_id = $1 and form = $2 and kept_at > now() - make_interval(days => $3)`;

const COUNT = `select count(*)::int as count from access.kept_form
  where account_id = $1 and form <> $2 and kept_at > now() - make_interval(days => $3)`;

const KEEP = `insert into access.kept_form (account_id, form, client_id, handoff_id, sealed, version) values ($1, $2, $3, $4, $5, $6)
  on conflict (account_id, form) do update set sealed = excluded.sealed, version = excluded.version, kept_at = clock_timestamp()
  returning kept_at`;

/** Class of the advisory locks that let one account keep one new form at a time, so that the bound holds. */
const LOCK_FORMS = 4_712_030;

/**
 * What somebody is writing, kept on the server so that a lock, a crash or another computer loses no word. Only the author
 * gets it back, encrypted at rest; about a client or a handoff only while it is shared with them (ADR 0030).
 */
@Injectable()
export class FormsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly kept: KeptForms,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /**
   * Keeps the values of a form, in place of what was kept before. The first keep is an event of the audit, the ones after it
   * are not. Refuses a name of no known shape, what is too large, one form too many, and a client who is not shared.
   */
  async keep(actor: Actor, call: Call, name: string, wanted: KeptFormRequest): Promise<KeptFormWritten> {
    const form = readName(name);
    const account = personOf(actor);
    const text = JSON.stringify(wanted.values);
    if (Buffer.byteLength(text) > LIMITS.kept_form_bytes_max)
      throw new Refusal('form.too_large', { field: 'values' });
    const sealed = sealForm(this.keys.base, { account, form: form.form }, text);
    const version = wanted.version ?? null;
    const decision = authorize(actor.roles, 'form.keep');
    const again = decision.allowed
      ? await this.kept.again(actor, decision.role, { form: form.form, sealed, version })
      : undefined;
    const kept_at = again ?? (await this.keepFirst(actor, call, form, sealed, version));
    return { form: form.form, kept_at: kept_at.toISOString() };
  }

  private async keepFirst(
    actor: Actor,
    call: Call,
    form: FormName,
    sealed: Buffer,
    version: number | null,
  ): Promise<Date> {
    return await this.uow.run(actor, { do: 'form.keep', on: aboutOf(form), ...call }, async (tx) => {
      const about = await findAbout(tx, form);
      tx.note({ form: form.kind });
      await tx.query('select pg_advisory_xact_lock($1, hashtext($2))', [LOCK_FORMS, actor.account]);
      const { count } = await tx.one<{ count: number }>(COUNT, [
        actor.account,
        form.form,
        LIMITS.kept_form_days,
      ]);
      if (count >= LIMITS.kept_forms_max)
        throw new Refusal('form.too_many', { parameters: { max: LIMITS.kept_forms_max } });
      const { client_id = null, handoff_id = null } = about;
      const { kept_at } = await tx.one<{ kept_at: Date }>(KEEP, [
        actor.account,
        form.form,
        client_id,
        handoff_id,
        sealed,
        version,
      ]);
      return kept_at;
    });
  }

  /** What the author kept under this name within the last days; nothing there is an answer, not a refusal. */
  async read(actor: Actor, call: Call, name: string): Promise<KeptFormAnswer> {
    const form = readName(name);
    const account = personOf(actor);
    return await this.uow.run(actor, { do: 'form.read', on: aboutOf(form), ...call }, async (tx) => {
      await findAbout(tx, form);
      const kept = await tx.maybe<Kept>(KEPT, [account, form.form, LIMITS.kept_form_days]);
      tx.note({ form: form.kind, found: kept !== undefined });
      if (!kept) return { kept: null };
      const values: unknown = JSON.parse(openForm(this.keys.base, { account, form: form.form }, kept.sealed));
      must(typeof values === 'object' && values !== null, 'what is kept of a form is an object');
      return {
        kept: {
          form: form.form,
          values: values as Record<string, unknown>,
          version: kept.version,
          kept_at: kept.kept_at.toISOString(),
        },
      };
    });
  }

  /** Drops what was kept: it was sent, or is not wanted any more. Nothing there is as good. */
  async drop(actor: Actor, call: Call, name: string): Promise<void> {
    const form = readName(name);
    const account = personOf(actor);
    await this.uow.run(actor, { do: 'form.drop', on: aboutOf(form), ...call }, async (tx) => {
      await findAbout(tx, form);
      const dropped = await tx.query<{ form: string }>(
        'delete from access.kept_form where account_id = $1 and form = $2 returning form',
        [account, form.form],
      );
      tx.note({ form: form.kind, dropped: dropped.length });
    });
  }
}

function readName(input: string): FormName {
  const form = parseFormName(input);
  if (!form) throw new Refusal('form.unknown', { field: 'form' });
  return form;
}

/** Forms are filled in by people; a key of a machine has none. */
function personOf(actor: Actor): string {
  if (actor.kind !== 'staff' || actor.account === null) throw new Refusal('permission.role');
  return actor.account;
}

function aboutOf({ about }: FormName): Intent['on'] {
  return about ? { [about.what]: about.code } : undefined;
}

/** The client or the handoff a form is about; one that is not shared with the author is refused like one that is not there. */
async function findAbout(
  tx: Tx,
  { about }: FormName,
): Promise<{ readonly client_id?: string; readonly handoff_id?: string }> {
  if (about === null) return {};
  if (about.what === 'handoff') return { handoff_id: (await findHandoff(tx, about.code)).id };
  const { client_id } = await locate(tx, about.code);
  return { client_id };
}
