import type { Language, ReferralSource, Sex, Substance, SuicideRisk } from '#domain/charter/code-lists.js';
import { must } from '#domain/must.js';
import type { SafetyScreen } from '#domain/wire/client.js';
import { DEMO_STORIES, type DemoNetwork, type DemoRoad, type DemoStory } from '#platform/packs/demo-pack.js';
import type { Pack } from '#platform/packs/pack.js';
import { DemoChance } from './demo-chance.js';

export interface DemoPerson {
  readonly given_name: string;
  readonly family_name: string;
  readonly other_names: string;
  readonly birth_on: string;
  readonly sex: Sex;
}

/** One invented client: who they are, where they walk and what becomes of them. */
export interface PlannedClient {
  readonly jurisdiction: string;
  /** From 1; the same number is the same client in every database. */
  readonly number: number;
  readonly story: DemoStory;
  /** The how-manieth of this story: tells apart what a story may be in two ways. */
  readonly turn: number;
  readonly road: DemoRoad;
  /** Null: stays anonymous. */
  readonly person: DemoPerson | null;
  readonly birth_year: number;
  readonly language: Language;
  readonly substance: Substance;
  readonly source: ReferralSource;
  readonly safety: SafetyScreen;
  readonly chance: DemoChance;
}

const SUBSTANCES: readonly Substance[] = [
  'opioids',
  'opioids',
  'stimulants',
  'stimulants',
  'alcohol',
  'cannabis',
  'sedatives',
  'cocaine',
  'inhalants',
  'other',
];
const SOURCES: readonly ReferralSource[] = [
  'self',
  'self',
  'family',
  'family',
  'hotline',
  'health_service',
  'social_service',
  'court',
];
const RISKS: readonly SuicideRisk[] = ['none', 'none', 'low', 'low', 'low', 'moderate', 'high'];

/** Everybody of one network in the order of their numbers: first one of each story, then the others well mixed. */
export function planClients(pack: Pack): PlannedClient[] {
  const { stories, seed } = pack.demo.crowd;
  const told = DEMO_STORIES.filter((story) => (stories[story] ?? 0) > 0);
  // In the order of the file, so that a small part of two networks together tells every story.
  const inOrder = (Object.keys(stories) as DemoStory[]).filter((story) => told.includes(story));
  const rest = inOrder.flatMap((story) => Array.from({ length: (stories[story] ?? 1) - 1 }, () => story));
  const mixed = shuffle(rest, new DemoChance(`${pack.jurisdiction} ${seed} order`));
  const turns = new Map<DemoStory, number>();
  return [...inOrder, ...mixed].map((story, index) => {
    const turn = turns.get(story) ?? 0;
    turns.set(story, turn + 1);
    return planOne(pack, index + 1, story, turn);
  });
}

function planOne(pack: Pack, number: number, story: DemoStory, turn: number): PlannedClient {
  const { demo, jurisdiction } = pack;
  const chance = new DemoChance(`${jurisdiction} ${demo.crowd.seed} ${number}`);
  const sex = chance.happens(0.78) ? 'male' : 'female';
  const year = chance.between(1962, 2006);
  const person = personOf(demo, chance, sex, year);
  const pregnant = sex === 'female' && year > 1985 && chance.happens(0.04);
  return {
    jurisdiction,
    number,
    story,
    turn,
    road: chance.weighed(demo.crowd.roads),
    person: story === 'walk_in' || chance.happens(0.06) ? null : person,
    birth_year: year,
    language: chance.happens(0.96) ? pack.language : 'en',
    substance: chance.of(SUBSTANCES),
    source: chance.of(SOURCES),
    safety: {
      suicide_risk: chance.of(RISKS),
      overdose_within_12_months: chance.happens(0.2),
      withdrawal_seizures_or_delirium: chance.happens(0.1),
      weeks_of_pregnancy: pregnant ? chance.between(8, 34) : null,
      violence_risk: chance.happens(0.08),
      infectious_tuberculosis: false,
      allergies: null,
      medicines: null,
    },
    chance,
  };
}

function personOf(
  { crowd }: DemoNetwork,
  chance: DemoChance,
  sex: 'male' | 'female',
  year: number,
): DemoPerson {
  const names = crowd.names[sex];
  const [month, day] = [chance.between(1, 12), chance.between(1, 28)];
  return {
    given_name: chance.of(names.given),
    family_name: chance.of(names.family),
    other_names: chance.of(names.other),
    birth_on: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
    sex,
  };
}

function shuffle<T>(things: readonly T[], chance: DemoChance): T[] {
  const mixed = [...things];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = chance.between(0, at);
    const [one, two] = [mixed[at], mixed[other]];
    must(one !== undefined && two !== undefined, 'both places are in the list');
    [mixed[at], mixed[other]] = [two, one];
  }
  return mixed;
}
