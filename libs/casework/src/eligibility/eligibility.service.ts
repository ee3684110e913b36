import { Inject, Injectable } from '@nestjs/common';
import type { TokenRecipient, TokenState, TokenUse } from '#domain/charter/eligibility.js';
import { Refusal } from '#domain/refusal.js';
import { formatClientCode } from '#domain/rules/client-code.js';
import type { Labels } from '#domain/wire/common.js';
import type {
  EligibilityChoices,
  EligibilityIssued,
  EligibilityRequest,
  EligibilityView,
} from '#domain/wire/eligibility.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Pack } from '#platform/packs/pack.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { randomCode } from '../client/admission.tx.js';
import { assertOwnCustody, assertVersion, locate, locateForChange } from '../client/client.queries.js';
import { readDayOf } from '../day.queries.js';
import { TokenCodes } from './token-codes.service.js';

interface Recipient {
  id: string;
  code: string;
  names: Labels;
  kind: TokenRecipient;
}

interface TokenFound {
  id: string;
  reference: string;
  recipient_code: string;
  recipient_names: Labels;
  programme: string;
  tier: string;
  use: TokenUse;
  valid_until_on: string;
  state: TokenState;
  issued_at: Date;
  shown_at: Date | null;
  used_at: Date | null;
  version: number;
}

const TOKEN = `select e.id, e.reference, o.code as recipient_code, o.names as recipient_names, e.programme, e.tier, e.use,
    to_char(e.valid_until_on, 'YYYY-MM-DD') as valid_until_on, e.issued_at, e.shown_at, e.used_at, e.version,
    care.token_state(e.revoked_at, k.withdrawn_at, k.until_at, e.used_at, e.valid_until_on, h.time_zone) as state
  from care.eligibility e join care.consent k on k.id = e.consent_id join care.organisation o on o.id = e.recipient_organisation_id
    join care.organisation h on h.id = e.organisation_id`;

const OUTSIDE = `select o.id, o.code, o.names, o.kind from care.organisation o
  where o.kind <> 'care' and o.closed_at is null and o.jurisdiction = (select a.jurisdiction from care.organisation a where a.id = $1)`;

/**
 * Tokens of eligibility (ADR 0044): what a lender, an employer or a training provider is told of a client instead of a
 * record. Given by the house that is responsible, on the client's own consent for that kind of recipient (domain 05, R-C12).
 */
@Injectable()
export class EligibilityService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly codes: TokenCodes,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Gives a token out. The code is in this answer and nowhere else; asked again under the same key, it is withheld. */
  async issue(
    actor: Actor,
    call: Call,
    code: string,
    wanted: EligibilityRequest,
  ): Promise<EligibilityIssued> {
    let shown: string | null = null;
    const token = await this.uow.run(
      actor,
      { do: 'eligibility.issue', on: { client: code }, ...call },
      async (tx) => {
        const located = await locateForChange(tx, code);
        await assertOwnCustody(tx, located.episode_id);
        const recipient = await findRecipient(tx, wanted.recipient);
        await this.assertProgramme(tx, recipient, wanted);
        const consent = await findConsent(tx, located.client_id, recipient.id, wanted);
        const id = tx.newId();
        const drawn = randomCode();
        const { issued } = await tx.one<{ issued: boolean }>(ISSUE, [
          id,
          located.episode_id,
          recipient.id,
          consent,
          wanted.programme,
          wanted.tier,
          wanted.use,
          this.codes.personOf(recipient.id, located.client_id),
          this.codes.macOf(recipient.id, drawn),
          wanted.valid_until_on,
          (await this.pack(tx)).redisclosure_notice.version,
        ]);
        if (!issued) throw new Refusal('eligibility.consent_needed', { field: 'consent' });
        shown = drawn;
        tx.note({ recipient: recipient.code, programme: wanted.programme, tier: wanted.tier });
        return toView(await tx.one<TokenFound>(`${TOKEN} where e.id = $1`, [id]));
      },
    );
    // Typed in by the compiler as never changed: the callback sets it, unless the same request was answered before.
    const drawn = shown as string | null;
    return { ...token, code: drawn && formatClientCode(drawn) };
  }

  /** Takes a token back: from this commit on its recipient reads that it has ended. Refuses one that has ended already. */
  async revoke(actor: Actor, call: Call, reference: string, version: number): Promise<EligibilityView> {
    return await this.uow.run(
      actor,
      { do: 'eligibility.revoke', on: { token: reference }, ...call },
      async (tx) => {
        const found = await tx.maybe<TokenFound>(`${TOKEN} where e.reference = $1`, [reference]);
        if (!found) throw new Refusal('request.not_found');
        const { audit_subject } = await tx.one<{ audit_subject: string }>(
          'select c.audit_subject from care.eligibility e join care.client_code c on c.organisation_id = e.organisation_id and c.client_id = e.client_id where e.id = $1',
          [found.id],
        );
        tx.about(audit_subject);
        if (found.state === 'ended') throw new Refusal('eligibility.ended');
        assertVersion(version, found.version);
        const { after } = await tx.one<{ after: number | null }>('select care.revoke_token($1) as after', [
          found.id,
        ]);
        if (after === null) throw new Refusal('eligibility.ended');
        return toView({ ...found, state: 'ended', version: after });
      },
    );
  }

  /** The tokens of a client, the newest first, and what one may be given for here. */
  async view(
    actor: Actor,
    call: Call,
    code: string,
  ): Promise<{ tokens: EligibilityView[]; choices: EligibilityChoices }> {
    return await this.uow.run(
      actor,
      { do: 'eligibility.view', on: { client: code }, ...call },
      async (tx) => {
        const located = await locate(tx, code);
        const rows = await tx.query<TokenFound>(
          `${TOKEN} where e.organisation_id = $1 and (e.client_id = $2 or e.client_id in (select m.merged_client_id from care.client_merge m
             where m.organisation_id = $1 and m.kept_client_id = $2 and m.state = 'merged')) order by e.issued_at desc, e.id desc limit 100`,
          [tx.organisation, located.client_id],
        );
        const recipients = await tx.query<Recipient>(`${OUTSIDE} order by o.code`, [tx.organisation]);
        return {
          tokens: rows.map(toView),
          choices: {
            programmes: [...(await this.pack(tx)).programmes],
            recipients: recipients.map(({ code: at, names, kind }) => ({ code: at, names, kind })),
          },
        };
      },
    );
  }

  private async pack(tx: Tx): Promise<Pack> {
    const { jurisdiction } = await tx.one<{ jurisdiction: string }>(
      'select jurisdiction from care.organisation where id = $1',
      [tx.organisation],
    );
    return this.packs.of(jurisdiction);
  }

  private async assertProgramme(tx: Tx, recipient: Recipient, wanted: EligibilityRequest): Promise<void> {
    const programme = (await this.pack(tx)).programmes.find(
      ({ code, for: kind }) => code === wanted.programme && kind === recipient.kind,
    );
    if (!programme) throw new Refusal('eligibility.programme_unknown', { field: 'programme' });
    if (!programme.tiers.some(({ code }) => code === wanted.tier))
      throw new Refusal('eligibility.programme_unknown', { field: 'tier' });
    const days = (Date.parse(wanted.valid_until_on) - Date.parse(await readDayOf(tx))) / 86_400_000;
    if (days < 1 || days > programme.days_max)
      throw new Refusal('eligibility.too_long', {
        field: 'valid_until_on',
        parameters: { days: programme.days_max },
      });
  }
}

const ISSUE = 'select care.issue_token($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as issued';

async function findRecipient(tx: Tx, code: string): Promise<Recipient> {
  const found = await tx.maybe<Recipient>(`${OUTSIDE} and o.code = $2`, [
    tx.organisation,
    code.trim().toUpperCase(),
  ]);
  if (!found) throw new Refusal('eligibility.recipient_unknown', { field: 'recipient' });
  return found;
}

/** The consent by its reference, where it is the client's own for this recipient and stands as long as the token. */
async function findConsent(
  tx: Tx,
  client: string,
  recipient: string,
  wanted: EligibilityRequest,
): Promise<string> {
  const found = await tx.maybe<{ id: string }>(
    'select k.id from care.consent k where k.reference = $1 and care.token_consent_stands(k.id, $2, $3, $4)',
    [wanted.consent, client, recipient, wanted.valid_until_on],
  );
  if (!found) throw new Refusal('eligibility.consent_needed', { field: 'consent' });
  return found.id;
}

function toView(row: TokenFound): EligibilityView {
  return {
    reference: row.reference,
    recipient: { code: row.recipient_code, names: row.recipient_names },
    programme: row.programme,
    tier: row.tier,
    use: row.use,
    valid_until_on: row.valid_until_on,
    state: row.state,
    issued_at: row.issued_at.toISOString(),
    shown_at: row.shown_at?.toISOString() ?? null,
    used_at: row.used_at?.toISOString() ?? null,
    version: row.version,
  };
}
