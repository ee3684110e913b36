import { STAGES, type RecordedStage } from '#domain/charter/pathway.js';
import { DEMO_STORIES, type DemoCrowd, type DemoNames, type DemoOrganisation } from './demo-pack.js';
import type { Checker, Place } from './pack-checker.js';

type Known = readonly DemoOrganisation[];

/** Reads who the invented clients are and where they walk; every organisation named must offer the stage it is named for. */
export function crowdOf(c: Checker, place: Place, organisations: Known): DemoCrowd {
  const names = c.member(place, 'names');
  const stories = c.member(place, 'stories');
  const crowd: DemoCrowd = {
    seed: c.number(c.member(place, 'seed'), 1, 1_000_000),
    names: { male: namesOf(c, c.member(names, 'male')), female: namesOf(c, c.member(names, 'female')) },
    roads: c.list(c.member(place, 'roads'), (road) => ({
      weight: c.number(c.member(road, 'weight'), 1, 100),
      treatment: offering(c, c.member(road, 'treatment'), 'treatment', organisations),
      rehabilitation: some(c, c.member(road, 'rehabilitation'), 'rehabilitation', organisations),
      reintegration: some(c, c.member(road, 'reintegration'), 'reintegration', organisations),
      employment: some(c, c.member(road, 'employment'), 'employment', organisations),
    })),
    stories: c.object(stories, (count) => c.number(count, 0, 1000)),
  };
  for (const story of Object.keys(crowd.stories)) {
    if (!(DEMO_STORIES as readonly string[]).includes(story))
      c.complain(c.member(stories, story), 'is no story that is told');
  }
  if (crowd.roads.length === 0) c.complain(c.member(place, 'roads'), 'must hold a road');
  return crowd;
}

function namesOf(c: Checker, place: Place): DemoNames {
  const list = (name: string): string[] => {
    const names = c.list(c.member(place, name), (one) => c.text(one));
    if (names.length === 0) c.complain(c.member(place, name), 'must hold a name');
    return names;
  };
  return { given: list('given'), family: list('family'), other: list('other') };
}

function some(c: Checker, place: Place, stage: RecordedStage, organisations: Known): string[] {
  const codes = c.list(place, (one) => offering(c, one, stage, organisations));
  if (codes.length === 0) c.complain(place, 'must name an organisation');
  return codes;
}

function offering(c: Checker, place: Place, stage: RecordedStage, organisations: Known): string {
  const code = c.text(place);
  const organisation = organisations.find((one) => one.code === code);
  if (organisation === undefined) c.complain(place, 'must be an organisation of this network');
  else if (!organisation.stages.includes(stage))
    c.complain(place, `must be an organisation that offers ${STAGES[STAGES.indexOf(stage)]}`);
  return code;
}
