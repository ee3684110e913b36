import type { WindowCustody, WindowKeeper, WindowSpell } from '#domain/wire/window.js';
import { Facts } from '../pages/page.parts.js';
import { fill, Name, PartPage, Telephone } from './window.parts.js';
import type { Visit } from './window-visits.js';

interface RoadPageProps {
  readonly visit: Visit;
  readonly spells: readonly WindowSpell[];
  readonly custody: readonly WindowCustody[];
}

/** The stage the client is in, the way so far, and who was responsible on it. */
export function RoadPage({ visit, spells, custody }: RoadPageProps) {
  const { words, dates } = visit;
  const say = words.road;
  const period = (from: string, to: string | null, zone: string): string =>
    to === null
      ? fill(say.since, { at: dates.day(from, zone) })
      : fill(say.from_to, { from: dates.day(from, zone), to: dates.day(to, zone) });
  return (
    <PartPage visit={visit} part="road">
      <h2>{say.way}</h2>
      {spells.length === 0 && <p>{words.none}</p>}
      <ol className="road">
        {spells.map((spell) => (
          <li
            key={`${spell.stage}${spell.started_at}`}
            aria-current={spell.ended_at === null ? 'step' : undefined}
          >
            <h3>{say.stages[spell.stage]}</h3>
            {spell.ended_at === null && <p>{spell.paused_at ? say.paused : say.now}</p>}
            <p>
              <Name visit={visit} labels={spell.organisation} />
              <br />
              <span className="soft">{period(spell.started_at, spell.ended_at, spell.time_zone)}</span>
            </p>
          </li>
        ))}
      </ol>
      <p>{say.back_is_fine}</p>
      <h2>{say.custody}</h2>
      <p>{say.custody_lead}</p>
      <ol className="road">
        {custody.map((one) => (
          <li key={one.since_at} aria-current={one.until_at === null ? 'true' : undefined}>
            <Name visit={visit} labels={one.organisation} />
            <br />
            <span className="soft">{period(one.since_at, one.until_at, one.time_zone)}</span>
          </li>
        ))}
      </ol>
    </PartPage>
  );
}

interface PeoplePageProps {
  readonly visit: Visit;
  readonly people: readonly WindowKeeper[];
}

/** Who is responsible, who the client's own person is, and how to reach them. */
export function PeoplePage({ visit, people }: PeoplePageProps) {
  const { words, dates } = visit;
  const say = words.people;
  const { language } = visit.context;
  return (
    <PartPage visit={visit} part="people">
      {people.length === 0 && <p>{say.nobody}</p>}
      {people.map((one) => (
        <section className="card" key={`${one.code}${one.since_at}`}>
          <h2>{one.responsible ? say.responsible : say.also}</h2>
          <p>
            <Name visit={visit} labels={one.organisation} />
          </p>
          <Facts
            facts={[
              [say.worker, one.key_worker ? <bdi key="worker">{one.key_worker}</bdi> : say.no_worker],
              [say.since, dates.day(one.since_at, one.time_zone)],
              one.telephone && [say.telephone, <Telephone key="t" number={one.telephone} />],
              (one.address ?? one.town) && [
                say.place,
                <bdi key="place">
                  {[one.address?.[language], one.town?.[language]].filter(Boolean).join(', ')}
                </bdi>,
              ],
            ]}
          />
        </section>
      ))}
      {people.length === 0 && <p>{say.last}</p>}
    </PartPage>
  );
}
