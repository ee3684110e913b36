import {
  DISCLOSURE_TIERS,
  PACKET_FIELDS,
  type ConsentCategory,
  type DisclosureTier,
  type PacketFieldName,
} from '../charter/consent.js';
import type { Urgency } from '../charter/handoff.js';
import type { CareRequirement, Language } from '../charter/code-lists.js';
import type { SpellOutcome, Stage } from '../charter/pathway.js';
import type { ConditionView, SafetyScreen, StageRecords } from '../wire/client.js';
import type { PacketBody } from '../wire/handoff.js';
import { ageBand } from './age.js';

/** What a packet may be filled from, as the database hands it out; a block that consent closes is not even there. */
export interface PacketSource {
  readonly birth_year?: number | null;
  readonly language?: Language;
  readonly care_requirements?: readonly CareRequirement[];
  readonly safety?: SafetyScreen;
  readonly current_stage?: Stage;
  readonly stage_outcomes?: readonly { stage: Stage; outcome: SpellOutcome | null }[];
  readonly diagnoses?: readonly ConditionView[];
  readonly social?: StageRecords['reintegration'];
  readonly employment?: StageRecords['employment'];
  readonly plan?: StageRecords['rehabilitation'];
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
  const everything: Required<{ [F in PacketFieldName]: PacketBody[F] | undefined }> = {
    requested_stage: request.stage,
    urgency: request.urgency,
    age_band: ageBand(source.birth_year ?? null, now),
    language: source.language,
    care_requirements: source.care_requirements && [...source.care_requirements],
    reason: request.reason ?? undefined,
    safety: source.safety,
    current_stage: source.current_stage,
    stage_outcomes: source.stage_outcomes && [...source.stage_outcomes],
    diagnoses: source.diagnoses && [...source.diagnoses],
    social: source.social,
    employment: source.employment,
    plan: source.plan,
    identity: true,
    contact: true,
  };
  const fields = (Object.keys(PACKET_FIELDS) as PacketFieldName[]).filter((field) => {
    const { from, category } = PACKET_FIELDS[field];
    const open = category === null || categories.includes(category);
    return open && DISCLOSURE_TIERS.indexOf(from) <= reached && everything[field] !== undefined;
  });
  const used = fields.map((field) => PACKET_FIELDS[field].category).filter((category) => category !== null);
  return {
    body: Object.fromEntries(fields.map((field) => [field, everything[field]])) as PacketBody,
    fields,
    categories: [...new Set(used)].sort(),
  };
}
