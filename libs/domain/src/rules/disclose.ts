import {
  DISCLOSURE_TIERS,
  PACKET_FIELDS,
  ROLE_MINIMUM,
  type ConsentCategory,
  type DisclosureTier,
  type PacketFieldName,
} from '../charter/consent.js';
import type { Urgency } from '../charter/handoff.js';
import type { CareRequirement, Language } from '../charter/code-lists.js';
import type { SpellOutcome, Stage } from '../charter/pathway.js';
import type { Role } from '../charter/roles.js';
import type { ConditionView, StageRecords } from '../wire/client.js';
import type { ClientStatement, PacketBody } from '../wire/handoff.js';
import { ageBand } from './age.js';
import { sensitivityOf, withoutRevealing } from './sensitive.js';
import { categoriesOfStatement, statementsFor } from './statements.js';

/** Of what others wrote, only the sensitive categories that were opened to the sender may go on (R-D06); absent: the own writing. */
interface Passable {
  readonly passable?: readonly ConsentCategory[];
}

const onward = (categories: readonly ConsentCategory[], { passable }: Passable): ConsentCategory[] =>
  passable ? categories.filter((category) => passable.includes(category)) : [...categories];

function withoutMark<T extends Passable>({ passable: _mark, ...rest }: T): Omit<T, 'passable'> {
  return rest;
}

/** What a packet may be filled from, as the database hands it out; a block that consent closes is not even there. */
export interface PacketSource {
  readonly birth_year?: number | null;
  readonly language?: Language;
  readonly care_requirements?: readonly CareRequirement[];
  readonly safety?: NonNullable<PacketBody['safety']> & Passable;
  readonly current_stage?: Stage;
  readonly stage_outcomes?: readonly { stage: Stage; outcome: SpellOutcome | null }[];
  readonly diagnoses?: readonly (ConditionView & Passable)[];
  readonly social?: StageRecords['reintegration'];
  readonly employment?: StageRecords['employment'];
  readonly plan?: StageRecords['rehabilitation'];
  /** The client's own words beside what the sender did not correct. */
  readonly statements?: readonly ClientStatement[];
}

export interface PacketRequest {
  readonly stage: Stage;
  readonly urgency: Urgency;
  readonly reason: string | null;
}

export interface Disclosed {
  readonly body: PacketBody;
  readonly fields: PacketFieldName[];
  readonly categories: ConsentCategory[];
}

/**
 * The packet of one tier: only fields whose tier has been reached and whose category the client opened. The one way a
 * record becomes a packet: preview and packet come from here alike. Monotone: fewer categories never disclose more
 * (property test).
 */
export function disclose(
  source: PacketSource,
  request: PacketRequest,
  categories: readonly ConsentCategory[],
  tier: DisclosureTier,
  now: Date,
): Disclosed {
  const reached = DISCLOSURE_TIERS.indexOf(tier);
  const statements = statementsFor(source.statements ?? [], categories, tier);
  const everything: Required<{ [F in PacketFieldName]: PacketBody[F] | undefined }> = {
    requested_stage: request.stage,
    urgency: request.urgency,
    age_band: ageBand(source.birth_year ?? null, now),
    language: source.language,
    care_requirements: source.care_requirements && [...source.care_requirements],
    reason: request.reason ?? undefined,
    safety: source.safety && safetyFor(withoutMark(source.safety), onward(categories, source.safety)),
    current_stage: source.current_stage,
    stage_outcomes: source.stage_outcomes && [...source.stage_outcomes],
    diagnoses: source.diagnoses?.filter((one) => isOpen(one, onward(categories, one))).map(withoutMark),
    social: source.social,
    employment: source.employment,
    plan: source.plan,
    identity: true,
    contact: true,
    statements: statements.length === 0 ? undefined : statements,
  };
  const fields = (Object.keys(PACKET_FIELDS) as PacketFieldName[]).filter((field) => {
    const { from, category } = PACKET_FIELDS[field];
    const open = category === null || category === 'each' || categories.includes(category);
    return open && DISCLOSURE_TIERS.indexOf(from) <= reached && everything[field] !== undefined;
  });
  const used = fields
    .map((field) => PACKET_FIELDS[field].category)
    .filter((category) => category !== null && category !== 'each');
  return {
    body: Object.fromEntries(fields.map((field) => [field, everything[field]])) as PacketBody,
    fields,
    categories: [
      ...new Set([
        ...used,
        ...sensitiveUsed(source, fields, categories),
        ...statements.flatMap(categoriesOfStatement),
      ]),
    ].sort(),
  };
}

/**
 * What a reader gets of a packet that was disclosed: what the consent opens now, through what the reader's roles need
 * (R-D04). Never more than the packet holds; fewer categories and fewer roles never show more (property test).
 */
export function readable(
  body: PacketBody,
  categories: readonly ConsentCategory[],
  roles: readonly Role[],
): PacketBody {
  const needed = new Set(roles.flatMap((role) => ROLE_MINIMUM[role] ?? []));
  const open = categories.filter((category) => needed.has(category));
  const kept = Object.entries(body).filter(([field]) => {
    const spec: { category: ConsentCategory | 'each' | null } | undefined =
      PACKET_FIELDS[field as PacketFieldName];
    if (spec === undefined || spec.category === 'each') return false;
    return spec.category === null || open.includes(spec.category);
  });
  const left = Object.fromEntries(kept) as PacketBody;
  const statements = statementsFor(body.statements ?? [], open);
  return {
    ...left,
    ...(statements.length > 0 && { statements }),
    ...(left.safety && { safety: safetyFor(left.safety, open) }),
    ...(left.diagnoses && { diagnoses: left.diagnoses.filter((one) => isOpen(one, open)) }),
  };
}

/**
 * The safety set as far as it was opened. Weeks of pregnancy are asked about apart: without that yes the field is not there,
 * for nobody, so that its absence says nothing; a medicine that would reveal HIV or hepatitis reads as withheld (ADR 0039).
 */
export function safetyFor(
  safety: NonNullable<PacketBody['safety']>,
  categories: readonly ConsentCategory[],
): NonNullable<PacketBody['safety']> {
  const { weeks_of_pregnancy, medicines, ...rest } = safety;
  return {
    ...rest,
    ...(categories.includes('pregnancy') && weeks_of_pregnancy !== undefined && { weeks_of_pregnancy }),
    medicines: categories.includes('bbv') ? medicines : withoutRevealing(medicines),
  };
}

/** Whether a diagnosis may be read under these categories: an ordinary one always, a sensitive one by its own. */
export function isOpen(
  condition: Pick<ConditionView, 'code' | 'display'>,
  categories: readonly ConsentCategory[],
): boolean {
  const sensitive = sensitivityOf(condition);
  return sensitive === null || categories.includes(sensitive);
}

/** Sensitive categories that open something inside a block of the packet. */
function sensitiveUsed(
  source: PacketSource,
  fields: readonly PacketFieldName[],
  categories: readonly ConsentCategory[],
): ConsentCategory[] {
  const safety = fields.includes('safety') ? source.safety : undefined;
  const inside = [
    ...(safety && safety.weeks_of_pregnancy !== undefined ? (['pregnancy'] as const) : []),
    ...(safety && withoutRevealing(safety.medicines) !== safety.medicines ? (['bbv'] as const) : []),
    ...(fields.includes('diagnoses') ? (source.diagnoses ?? []).map(sensitivityOf) : []),
  ];
  return inside.filter((one) => one !== null).filter((one) => categories.includes(one));
}
