import { Inject, Injectable } from '@nestjs/common';
import { DATA_CATEGORIES } from '#domain/charter/consent.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { Stage } from '#domain/charter/pathway.js';
import { Refusal, refuseIfAny } from '#domain/refusal.js';
import { ageBand } from '#domain/rules/age.js';
import { needsGuardian } from '#domain/rules/consent.js';
import { authorize } from '#domain/rules/authorize.js';
import { isOpen, safetyFor } from '#domain/rules/disclose.js';
import { criteriaOf, movesFrom } from '#domain/rules/pathway.js';
import type {
  AdmissionRequest,
  ClientSummary,
  ClientView,
  ClientWritten,
  IdentityView,
  SafetyScreen,
} from '#domain/wire/client.js';
import type { Page } from '#domain/wire/common.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Identity } from '#platform/vault/identity.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import type { Call } from '../call.js';
import { recipientNames } from '../consent/consent.queries.js';
import { readHandoffsOfEpisode } from '../handoff/handoff.queries.js';
import { readCursor, readLimit } from '../paging.js';
import { assertHealthPermit } from '../rights/permit.tx.js';
import { admit, openEpisode, writeSafetyScreen } from './admission.tx.js';
import {
  isRecorded,
  readCaseload,
  readClientPage,
  recordOf,
  type ClientPage,
} from './client-page.queries.js';
import {
  assertCareTeam,
  assertOwnCustody,
  assertVersion,
  locate,
  locateForChange,
  nextVersion,
  notJoined,
  readOwnClientCode,
  type Located,
} from './client.queries.js';
import { IdentitySearchService } from './identity-search.service.js';
import { IdentityService } from './identity.service.js';

@Injectable()
export class ClientService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly identities: IdentityService,
    private readonly searching: IdentitySearchService,
    @Inject(VaultKeys) private readonly keys: VaultKeys,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Clients in the custody of the own organisation, those who wait longest first. */
  async list(
    actor: Actor,
    call: Call,
    page: { cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<ClientSummary>> {
    const cursor = readCursor(page.cursor);
    return await this.uow.run(actor, { do: 'client.list', ...call }, (tx) =>
      readCaseload(tx, cursor, readLimit(page.limit)),
    );
  }

  async view(actor: Actor, call: Call, code: string): Promise<ClientView> {
    return await this.uow.run(actor, { do: 'client.view', on: { client: code }, ...call }, async (tx) => {
      const located = await locate(tx, code);
      const page = await readClientPage(tx, located.episode_id);
      const { min_age_own_consent } = this.packs.of(page.jurisdiction).consents.profile;
      return {
        ...toView(located, page, tx.now),
        under_age: needsGuardian(page.birth_year, min_age_own_consent, page.today),
        handoffs: await readHandoffsOfEpisode(tx, located),
      };
    });
  }

  /** Who the client is, for the team that looks after them. The look is in the audit before the vault is opened. */
  async identify(actor: Actor, call: Call, code: string): Promise<IdentityView> {
    const identity = await this.identities.look(actor, { on: { client: code }, ...call }, async (tx) => {
      const located = await locate(tx, code);
      await assertCareTeam(tx, located.episode_id);
      return located.client_id;
    });
    if (!identity) throw new Refusal('request.not_found');
    return identity;
  }

  /** Walking in: a new person, or one the organisation knows, enters its custody. */
  async admit(actor: Actor, call: Call, wanted: AdmissionRequest): Promise<ClientWritten> {
    // Whoever may not admit searches nothing: the door refuses, and the audit names what was asked for.
    const mayAdmit = authorize(actor.roles, 'client.admit').allowed;
    const compared = mayAdmit && isUnreviewed(wanted) ? wanted.identity : null;
    return await this.searching.writeDown(actor, call, compared, (assertNobodyAlike) =>
      this.uow.run(actor, { do: 'client.admit', ...call }, async (tx) => {
        assertNobodyAlike();
        refuseIfAny(admissionRefusals(wanted, tx.now));
        await assertHealthPermit(tx, this.packs);
        const organisation = await tx.one<{ stages: Stage[]; jurisdiction: string }>(
          'select stages, jurisdiction from care.organisation where id = $1',
          [tx.organisation],
        );
        if (!organisation.stages.includes(wanted.stage))
          throw new Refusal('stage.not_offered', { field: 'stage' });
        tx.note({ stage: wanted.stage, candidates_reviewed: wanted.duplicates_reviewed === true });
        if (wanted.same_as) return await this.readmit(tx, wanted, wanted.same_as);
        const { code } = await admit(tx, this.keys, {
          identity: wanted.identity ? toIdentity(wanted.identity) : null,
          pseudonymous: wanted.chosen_name === true,
          jurisdiction: organisation.jurisdiction,
          birth_year:
            wanted.birth_year ??
            (wanted.identity?.birth_on ? Number(wanted.identity.birth_on.slice(0, 4)) : null),
          language: wanted.language,
          substance: wanted.substance ?? null,
          care_requirements: wanted.care_requirements ?? [],
          referral_source: wanted.referral_source,
          stage: wanted.stage,
          safety: wanted.safety,
          basis: 'intake',
        });
        return { client: code, version: 1 };
      }),
    );
  }

  /** A new safety screen of a client in own custody. */
  async recordSafety(
    actor: Actor,
    call: Call,
    code: string,
    version: number,
    screen: SafetyScreen,
  ): Promise<ClientWritten> {
    return await this.uow.run(actor, { do: 'safety.screen', on: { client: code }, ...call }, async (tx) => {
      refuseIfAny(safetyRefusals(screen));
      await assertHealthPermit(tx, this.packs);
      const located = await locateForChange(tx, code);
      await assertOwnCustody(tx, located.episode_id);
      assertVersion(version, located.version);
      await writeSafetyScreen(tx, located.episode_id, screen);
      return { client: located.code, version: await nextVersion(tx, located.episode_id) };
    });
  }

  /** The same person is back: a new episode under the code the organisation already has. */
  private async readmit(tx: Tx, wanted: AdmissionRequest, sameAs: string): Promise<ClientWritten> {
    const known = await tx.maybe<{
      client_id: string;
      audit_subject: string;
      code: string;
      open_here: boolean;
      joined: boolean;
    }>(
      `select cc.client_id, cc.audit_subject, cc.code, not ${notJoined('cc.client_id', '$1')} as joined,
         exists (select from care.custody cu where cu.client_id = cc.client_id and cu.organisation_id = $1 and cu.until_at is null) as open_here
       from care.client_code cc where cc.organisation_id = $1 and cc.code = $2 and cc.erased_at is null`,
      [tx.organisation, await readOwnClientCode(tx, sameAs)],
    );
    if (!known || known.joined) throw new Refusal('client.same_as_unknown', { field: 'same_as' });
    tx.about(known.audit_subject);
    if (known.open_here) throw new Refusal('client.episode_open', { field: 'same_as' });
    const open = await tx.maybe(
      'select 1 as found from care.episode where client_id = $1 and closed_at is null',
      [known.client_id],
    );
    if (open) throw new Refusal('client.episode_elsewhere', { field: 'same_as' });
    await openEpisode(tx, known.client_id, { basis: 'intake', stage: wanted.stage, safety: wanted.safety });
    return { client: known.code, version: 1 };
  }
}

/** Whether a human has still to look at those who may be the same person. */
function isUnreviewed(
  wanted: AdmissionRequest,
): wanted is AdmissionRequest & { identity: NonNullable<AdmissionRequest['identity']> } {
  return Boolean(wanted.identity) && !wanted.same_as && wanted.duplicates_reviewed !== true;
}

/** An identity as somebody wrote it down. */
export function toIdentity(wanted: NonNullable<AdmissionRequest['identity']>): Identity {
  return {
    givenName: wanted.given_name.trim(),
    familyName: wanted.family_name.trim(),
    ...(wanted.other_names ? { otherNames: wanted.other_names.trim() } : {}),
    ...(wanted.birth_on ? { birthDate: wanted.birth_on } : {}),
    ...(wanted.sex ? { sex: wanted.sex } : {}),
    ...(wanted.phones?.length ? { phones: wanted.phones } : {}),
    ...(wanted.address ? { addressLine: wanted.address.trim() } : {}),
    ...(wanted.documents?.length ? { documents: wanted.documents } : {}),
  };
}

function admissionRefusals(wanted: AdmissionRequest, now: Date): Refusal[] {
  const refusals = safetyRefusals(wanted.safety);
  if (wanted.identity && (!wanted.identity.given_name.trim() || !wanted.identity.family_name.trim())) {
    refusals.push(new Refusal('identity.incomplete', { field: 'identity' }));
  }
  const year =
    wanted.birth_year ??
    (wanted.identity?.birth_on ? Number(wanted.identity.birth_on.slice(0, 4)) : undefined);
  const birth = wanted.identity?.birth_on;
  if ((birth && Date.parse(birth) > now.getTime()) || (year !== undefined && year > now.getUTCFullYear())) {
    refusals.push(
      new Refusal('identity.birth_in_future', { field: birth ? 'identity.birth_on' : 'birth_year' }),
    );
  }
  if (year !== undefined && year < now.getUTCFullYear() - LIMITS.age_years_max) {
    refusals.push(
      new Refusal('identity.birth_too_early', {
        field: birth ? 'identity.birth_on' : 'birth_year',
        parameters: { years: LIMITS.age_years_max },
      }),
    );
  }
  return refusals;
}

function safetyRefusals(screen: SafetyScreen): Refusal[] {
  const weeks = screen.weeks_of_pregnancy;
  const fits = weeks === null || (Number.isInteger(weeks) && weeks >= 0 && weeks <= 45);
  return fits ? [] : [new Refusal('safety.pregnancy_weeks', { field: 'safety.weeks_of_pregnancy' })];
}

function toView(located: Located, page: ClientPage, now: Date): Omit<ClientView, 'handoffs' | 'under_age'> {
  const own = page.spells.filter((spell) => spell.own && !spell.ended_at);
  const current = own.at(-1) ?? page.spells.filter((spell) => !spell.ended_at).at(-1) ?? null;
  const stage = current?.stage ?? null;
  const record =
    current && isRecorded(current.stage) && current.own
      ? { stage: current.stage, ...recordOf(page, current.stage, current.id) }
      : null;
  const evidence = {
    records: record ? { [record.stage]: record.values } : {},
    suicide_risk: page.safety?.suicide_risk ?? ('not_assessed' as const),
  };
  const moves = stage && page.own_custody ? movesFrom(stage) : [];
  return {
    client: located.code,
    // Who has no more to change here does not see how often others change.
    version: page.full_access ? located.version : 0,
    anonymous: page.anonymous,
    age_band: ageBand(page.birth_year, now),
    language: page.language,
    substance: page.substance,
    care_requirements: page.care_requirements,
    own_custody: page.own_custody,
    scope: page.full_access ? 'full' : 'own_part',
    episode: { opened_at: page.opened_at.toISOString(), closed_at: page.closed_at?.toISOString() ?? null },
    stage,
    key_worker: page.key_worker,
    safety: page.safety && {
      ...safetyOf(page.safety),
      screened_at: instant(page.safety.screened_at),
      version: located.version,
    },
    spells: page.spells.map(({ id: _id, ...spell }) => ({
      ...spell,
      started_at: instant(spell.started_at),
      ended_at: spell.ended_at && instant(spell.ended_at),
    })),
    record: record as ClientView['record'],
    criteria: stage ? criteriaOf(stage, evidence, now) : [],
    moves: moves.filter(({ to }) => page.offered.includes(to)),
    handoff_stages: moves.filter(({ to }) => !page.offered.includes(to)).map(({ to }) => to),
    custody: page.custody.map((held) => ({
      ...held,
      from_at: instant(held.from_at),
      until_at: held.until_at && instant(held.until_at),
    })),
    consents: page.consents.map((consent) => ({
      ...consent,
      recipient: {
        ...consent.recipient,
        names: recipientNames(consent.recipient.names, consent.recipient.class),
      },
      given_at: instant(consent.given_at),
      ended_at: consent.ended_at && instant(consent.ended_at),
      withdrawn_at: consent.withdrawn_at && instant(consent.withdrawn_at),
    })),
    conditions: page.conditions
      .filter(({ opened, ...condition }) => isOpen(condition, opened ?? DATA_CATEGORIES))
      .map(({ opened: _opened, ...condition }) => condition),
  };
}

/** The newest screen as far as the client opened it: of what others wrote, weeks of pregnancy and revealing medicines only apart. */
function safetyOf({
  opened,
  ...screen
}: NonNullable<ClientPage['safety']>): Omit<NonNullable<ClientPage['safety']>, 'opened'> {
  if (opened === null) return screen;
  const { weeks_of_pregnancy = null, medicines } = safetyFor(screen, opened);
  return { ...screen, weeks_of_pregnancy, medicines };
}

/** PostgreSQL writes instants inside JSON with an offset; the wire has one form, to the millisecond and with Z. */
function instant(text: string): string {
  return new Date(text).toISOString();
}
