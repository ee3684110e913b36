import type { WindowGoal, WindowProgress } from '#domain/wire/window.js';
import { wordOf } from '#domain/words/codes.js';
import { Facts } from '../pages/page.parts.js';
import { fill, Name, PartPage } from './window.parts.js';
import type { Visit } from './window-visits.js';

interface PlanPageProps {
  readonly visit: Visit;
  readonly goals: readonly WindowGoal[];
  readonly progress: readonly WindowProgress[];
}

/** Goals in the client's own words with their steps, and what was reached as the records of the stages say it. */
export function PlanPage({ visit, goals, progress }: PlanPageProps) {
  const { words, dates } = visit;
  const say = words.plan;
  const yes = (value: boolean): string => (value ? say.yes : say.no);
  return (
    <PartPage visit={visit} part="plan" lead={say.lead}>
      {progress.length + goals.length === 0 && <p>{words.none}</p>}
      {goals.map((goal) => (
        <GoalCard key={goal.id} visit={visit} goal={goal} />
      ))}
      {progress.map((one) => (
        <section className="card" key={`${one.stage}${one.recorded_at}`}>
          <h2>{words.road.stages[one.stage]}</h2>
          <p>
            <Name visit={visit} labels={one.organisation} />
          </p>
          <Facts
            facts={[
              one.goals_total !== null && [
                say.goals,
                fill(say.of, {
                  met: dates.number(one.goals_met ?? 0),
                  total: dates.number(one.goals_total),
                }),
              ],
              one.aftercare_on && [say.aftercare, dates.day(one.aftercare_on)],
              one.housing_since_on && [say.housing, dates.day(one.housing_since_on)],
              one.documents_held !== null && [say.documents, yes(one.documents_held)],
              one.income_source && [say.income, say.incomes[one.income_source]],
              one.support_people !== null && [say.support, dates.number(one.support_people)],
              one.wants_work !== null && [say.wants_work, yes(one.wants_work)],
              one.work_kind && [say.work, say.works[one.work_kind]],
              one.work_started_on && [say.work_since, dates.day(one.work_started_on)],
              [say.written, dates.day(one.recorded_at)],
            ]}
          />
        </section>
      ))}
    </PartPage>
  );
}

/** One goal: the words first, as the client said them. */
function GoalCard({ visit, goal }: { readonly visit: Visit; readonly goal: WindowGoal }) {
  const { words, dates, context } = visit;
  const say = words.plan;
  const told = (text: string, key: string) => (
    <bdi key={key} lang={goal.language}>
      {text}
    </bdi>
  );
  return (
    <section className="card">
      <h2>{wordOf(context.language, 'plan_domain', goal.domain)}</h2>
      <p>{told(goal.words, 'words')}</p>
      <Facts
        facts={[
          [say.standing, wordOf(context.language, 'goal_state', goal.state)],
          [say.until, dates.day(goal.due_on)],
          goal.measure !== null && [say.measure, told(goal.measure, 'measure')],
          goal.target !== null && [say.target, told(goal.target, 'target')],
          [say.with_whom, <Name key="house" visit={visit} labels={goal.organisation} />],
          goal.state === 'open' && [say.review, dates.day(goal.review_on)],
        ]}
      />
      {goal.tasks.length > 0 && <h3>{say.steps}</h3>}
      <ul>
        {goal.tasks.map((task) => (
          <li key={task.id}>
            {told(task.words, 'words')}
            <br />
            <span className="soft">
              {task.own ? say.you : task.colleague ? <bdi>{task.colleague}</bdi> : say.they}
              {' · '}
              {dates.day(task.due_on)}
              {' · '}
              {wordOf(context.language, 'task_state', task.state)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
