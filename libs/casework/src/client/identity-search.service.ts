import { setImmediate } from 'node:timers/promises';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import { comparable, matchIdentities, type IdentityMatch } from '#domain/rules/identity-match.js';
import type { AdmissionRequest, DuplicateCandidates, DuplicateSearchRequest } from '#domain/wire/client.js';
import type { Actor } from '#platform/db/actor.js';
import { Throttle, type Try } from '#platform/db/throttle.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { VaultDoor } from '#platform/db/vault-door.js';
import { blindIndexQuestions, type BlindIndexToken } from '#platform/vault/blind-index.js';
import { maskIdentity, type Identity, type IdentityField } from '#platform/vault/identity.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import type { Call } from '../call.js';
import { openPerson, readNamedByTokens, readPeople } from './vault.queries.js';

/** What is compared of a person, and no more is decrypted: addresses and the like stay closed. */
export const COMPARED_FIELDS = [
  'givenName',
  'familyName',
  'otherNames',
  'birthDate',
  'phones',
  'documents',
] as const satisfies readonly IdentityField[];

/** So many people are decrypted and compared before others get their turn on the processor. */
const COMPARED_AT_ONCE = 25;

interface Found extends IdentityMatch {
  readonly client_id: string;
  readonly masked: string;
}

/** How a search that somebody makes by hand differs from the one that an admission makes by itself. */
export interface ByHand {
  /** Why this account has to wait; thrown inside the transaction, so that the audit has it. */
  readonly refusal: Refusal | undefined;
}

/** So many searches an hour for each account. Counted outside of a transaction: two connections for one request would starve a full pool. */
export function searchBy({ account, organisation }: Actor): Try {
  return ['search', account ?? organisation ?? ''];
}

/**
 * Finds people of the own organisation who may be the one somebody asks for: named by blind indexes, decrypted, compared,
 * masked. A human decides; nothing here changes anything.
 */
@Injectable()
export class IdentitySearchService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly vault: VaultDoor,
    private readonly keys: VaultKeys,
    // Where no people search (the worker) nothing is counted.
    @Optional() @Inject(Throttle) private readonly throttle: Throttle | undefined,
  ) {}

  /** The likeliest first, a page at a time. What was asked by is in the audit before the vault is opened, whom it showed after. */
  async look(
    actor: Actor,
    call: Call,
    search: DuplicateSearchRequest,
    byHand?: ByHand,
  ): Promise<DuplicateCandidates> {
    const { reason, cursor, ...by } = search;
    const after = readPlace(cursor);
    const asking = Object.entries(by).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    const wanted = toIdentity(search);
    const tokens = await this.uow.run(actor, { do: 'client.search', ...call }, async (tx) => {
      tx.note({ by: asking.sort(), reason });
      if (byHand?.refusal) throw byHand.refusal;
      const asked = blindIndexQuestions(wanted, this.keys, this.keys.indexVersions, tx.now.getUTCFullYear());
      if (byHand && asked.length === 0) throw new Refusal('client.search_too_little');
      return asked;
    });
    const found = tokens.length === 0 ? [] : await this.compare(actor, wanted, tokens);
    if (found.length === 0) return { candidates: [], next: null };
    return await this.uow.run(actor, { do: 'client.search', ...call }, (tx) => describe(tx, found, after));
  }

  /**
   * Writes somebody down under a name, after those of the own organisation who may be the same person were counted; `write` asks
   * `assertNobodyAlike` inside its transaction, where a repeated request was answered already (it would find the client it made).
   * An identity that a human compared, or that is none, is not counted.
   */
  async writeDown<T>(
    actor: Actor,
    call: Call,
    identity: NonNullable<AdmissionRequest['identity']> | null,
    write: (assertNobodyAlike: () => void) => Promise<T>,
  ): Promise<T> {
    const count = identity ? await this.countAlike(actor, call, identity) : 0;
    const written = await write(() => {
      if (count > 0)
        throw new Refusal('client.duplicates_found', { field: 'identity', parameters: { count } });
    });
    // The person was written down, so the search that came before tried out no name.
    if (identity) await this.throttle?.succeeded(searchBy(actor));
    return written;
  }

  /** It counts as a search of the account: otherwise names could be tried out by admissions that are never finished. */
  private async countAlike(
    actor: Actor,
    call: Call,
    identity: NonNullable<AdmissionRequest['identity']>,
  ): Promise<number> {
    const { given_name, family_name, other_names, birth_on, phones, documents } = identity;
    const search: DuplicateSearchRequest = {
      given_name,
      family_name,
      ...(other_names ? { other_names } : {}),
      ...(birth_on ? { birth_on } : {}),
      ...(phones?.[0] ? { phone: phones[0] } : {}),
      ...(documents?.[0] ? { document: documents[0].number } : {}),
      reason: 'arrival',
    };
    const refusal = await this.throttle?.begin(searchBy(actor));
    const { candidates } = await this.look(
      actor,
      { request: call.request },
      search,
      refusal ? { refusal } : undefined,
    );
    return candidates.length;
  }

  private async compare(
    actor: Actor,
    wanted: Identity,
    tokens: readonly BlindIndexToken[],
  ): Promise<Found[]> {
    const people = await this.vault.read(actor, async (query) =>
      readPeople(query, await readNamedByTokens(query, tokens, LIMITS.search_compared_max), COMPARED_FIELDS),
    );
    const asked = comparable(wanted);
    const found: Found[] = [];
    for (const [at, person] of people.entries()) {
      if (at % COMPARED_AT_ONCE === COMPARED_AT_ONCE - 1) await setImmediate();
      const identity = openPerson(person, this.keys);
      const match = matchIdentities(asked, comparable(identity));
      if (match) found.push({ ...match, client_id: person.client_id, masked: maskIdentity(identity) });
    }
    return found;
  }
}

/** A place in the order of candidates: how alike, then the code. */
interface Place {
  readonly score: number;
  readonly code: string;
}

/** Strong ones stand before all others. */
function scoreOf({ strength, score }: IdentityMatch): number {
  return strength === 'strong' ? 100 + score : score;
}

/** A search would say that a colleague is a client: protected people are found by their own team alone, also where their record was joined to another. */
const NOT_PROTECTED = `not exists (select from care.protection pr where pr.organisation_id = $1 and pr.client_id in (cc.client_id, f.client_id) and pr.ended_at is null
  and not exists (select from care.protection_member m where m.organisation_id = $1 and m.client_id = pr.client_id and m.account_id = $3))`;

async function describe(tx: Tx, found: readonly Found[], after: Place | null): Promise<DuplicateCandidates> {
  const rows = await tx.query<{ client_id: string; code: string; audit_subject: string; open: boolean }>(
    // A policy lets an index be asked only for what cannot leak: to PostgreSQL that is "case", and not "coalesce", with which
    // every code of the house was read for each search.
    `select f.client_id, cc.code, cc.audit_subject,
       (select true from care.episode e where e.client_id = cc.client_id and e.closed_at is null limit 1) is not null as open
     from unnest($2::uuid[]) as f(client_id)
     left join care.client_merge jm on jm.organisation_id = $1 and jm.merged_client_id = f.client_id and jm.state = 'merged'
     join care.client_code cc on cc.organisation_id = $1
       and cc.client_id = case when jm.kept_client_id is null then f.client_id else jm.kept_client_id end
     where ${NOT_PROTECTED}`,
    [tx.organisation, found.map(({ client_id }) => client_id), tx.actor.account],
  );
  const byClient = new Map(rows.map((row) => [row.client_id, row]));
  const all = found.flatMap((one) => {
    const row = byClient.get(one.client_id);
    return row ? [{ one, row, score: scoreOf(one), code: row.code }] : [];
  });
  all.sort(inOrder);
  // Two records that were joined are one candidate, by the one that is more alike.
  const apart = all.filter(({ code }, at) => all.findIndex((each) => each.code === code) === at);
  const rest = after ? apart.filter((each) => inOrder(each, after) > 0) : apart;
  const page = rest.slice(0, LIMITS.duplicate_candidates_max);
  const last = page.at(-1);
  for (const { row } of page) tx.about(row.audit_subject);
  return {
    candidates: page.map(({ one: { masked, strength, reasons }, row }) => ({
      client: row.code,
      masked,
      strength,
      reasons: [...reasons],
      has_open_episode: row.open,
    })),
    next: last && rest.length > page.length ? writePlace(last) : null,
  };
}

function inOrder(one: Place, other: Place): number {
  return other.score - one.score || (one.code < other.code ? -1 : one.code > other.code ? 1 : 0);
}

function writePlace({ score, code }: Place): string {
  return Buffer.from(`${score} ${code}`, 'utf8').toString('base64url');
}

function readPlace(cursor: string | undefined): Place | null {
  if (cursor === undefined || cursor === '') return null;
  const [, score, code] =
    /^(\d{1,3}) ([0-9A-Z]{10})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (score === undefined || code === undefined)
    throw new Refusal('page.cursor_invalid', { field: 'cursor' });
  return { score: Number(score), code };
}

function toIdentity(search: DuplicateSearchRequest): Identity {
  const born = search.birth_on ?? (search.birth_year === undefined ? undefined : String(search.birth_year));
  return {
    givenName: search.given_name ?? '',
    familyName: search.family_name ?? '',
    ...(search.other_names ? { otherNames: search.other_names } : {}),
    ...(born === undefined ? {} : { birthDate: born }),
    ...(search.phone ? { phones: [search.phone] } : {}),
    ...(search.document ? { documents: [{ kind: 'any', number: search.document }] } : {}),
  };
}
