import type { AssessmentView } from '#domain/wire/assessment.js';
import type { ClientView } from '#domain/wire/client.js';
import type { ContactsWritten } from '#domain/wire/contact.js';
import type { NoteWritten } from '#domain/wire/care-note.js';
import type { ClientPlans, PlanPartWritten } from '#domain/wire/plan.js';
import { daysAgo, granted } from '../support/journey.js';
import type { Staff } from '../support/staff.js';
import { bringChart } from './chart.matters.js';
import { bringMedicines } from './medicine.matters.js';
import { bringWard } from './ward.matters.js';

interface People {
  readonly clinician: Staff;
  readonly manager: Staff;
  readonly duty: Staff;
}

/** What people of a house write down about the care of somebody: in the language they speak. */
const WRITTEN = {
  ar: {
    notes: [
      'نام جيدًا وأكل مع الآخرين. طلب مكالمة أخيه غدًا.',
      'تحدثنا عن أول أسبوع في البيت ومن يمكنه الاتصال به ليلًا.',
    ],
    amended: 'نام جيدًا وأكل مع الآخرين. طلب مكالمة أخيه بعد غد.',
    twice: 'كُتب مرتين.',
    counselling: 'حديث أول عن الوالد. لم نصل إلى ما بعد الجنازة.',
    reason: 'كُتب مرتين',
    goals: [
      ['housing', 'أريد غرفة لي تزورني فيها ابنتي.', 'عقد إيجار باسمي', 'العقد موقّع'],
      ['work', 'أريد أن أعود إلى ورشة النجارة.', 'أيام في الورشة', 'ثلاثة أيام في الأسبوع'],
      ['family', 'أن أكلّم أخي دون شجار.', 'مكالمات', 'مكالمة كل أسبوع'],
    ],
    steps: ['الاتصال بمكتب الإسكان', 'كتابة خطاب للمكتب'],
    review: 'تمت خطوة من خطوتين. الهدف باقٍ كما هو.',
  },
  ru: {
    notes: [
      'Спал хорошо, ел со всеми. Просит завтра звонок брату.',
      'Говорили о первой неделе дома и о том, кому можно позвонить ночью.',
    ],
    amended: 'Спал хорошо, ел со всеми. Просит звонок брату послезавтра.',
    twice: 'Записано дважды.',
    counselling: 'Первый разговор об отце. Дальше похорон не дошли.',
    reason: 'Записано дважды',
    goals: [
      ['housing', 'Хочу свою комнату, куда может прийти дочь.', 'Договор на моё имя', 'Подписан'],
      ['work', 'Хочу вернуться в столярную мастерскую.', 'Дни в мастерской', 'Три дня в неделю'],
      ['family', 'Говорить с братом без ссор.', 'Звонки', 'Звонок каждую неделю'],
    ],
    steps: ['Позвонить в жилищный отдел', 'Написать письмо в отдел'],
    review: 'Один шаг из двух сделан. Цель остаётся прежней.',
  },
} as const;

const LOOKED_AT = 12;
const all = (items: number, answer: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: items }, (_, i) => [String(i + 1), answer]));

/** Assessments over a whole stay and notes of every kind, of the client who has been there longest. */
export class CareMatters {
  constructor(
    private readonly people: People,
    private readonly language: 'ar' | 'ru',
  ) {}

  async bring(): Promise<void> {
    const [client, ...others] = await this.inCare();
    if (!client) throw new Error('Nobody of the demo network is in the care of this house');
    await this.assessments(client);
    await this.notes(client.client);
    await this.plan(client.client);
    await bringChart(this.people.clinician, client.client);
    await bringMedicines(this.people.clinician, client.client, this.language);
    await this.appointments(client.client, others[0]?.client ?? client.client);
    await bringWard(
      this.people,
      [client, ...others.slice(0, -1)].map((one) => one.client),
      this.language,
    );
    await this.leaving(others.at(-1) ?? client);
  }

  /** Three weeks of one hour, one of them cancelled, and a group of two. */
  private async appointments(client: string, other: string): Promise<void> {
    const { clinician } = this.people;
    const hour = (days: number): { starts_at: string; ends_at: string } => {
      const starts = Date.now() + days * 86_400_000;
      return {
        starts_at: new Date(starts).toISOString(),
        ends_at: new Date(starts + 45 * 60_000).toISOString(),
      };
    };
    const path = `/api/clients/${client}/appointments`;
    const weekly = { kind: 'visit', ...hour(1), with: 'me', rule: 'FREQ=WEEKLY;COUNT=3' };
    granted(await clinician.post(path, weekly), 201);
    const once = granted(
      await clinician.post<ContactsWritten>(path, { kind: 'call', ...hour(2), with: 'me' }),
      201,
    );
    granted(
      await clinician.post(
        `/api/appointments/${once.contact}/cancel`,
        { by: 'cancelled_by_client', reason: 'illness', scope: 'this' },
        { version: once.version },
      ),
    );
    const clients = [...new Set([client, other])];
    granted(await clinician.post('/api/groups', { kind: 'skills', ...hour(3), with: 'me', clients }), 201);
  }

  /** Somebody chose to leave: the talk was held, and they are asked after for a year. */
  private async leaving({ client, version }: ClientView): Promise<void> {
    const { clinician } = this.people;
    const left = { exit: 'left', leaving_talk: 'held' };
    granted(await clinician.post(`/api/clients/${client}/exit`, left, { version }));
  }

  /** Who is in the care of the house, the longest first. */
  private async inCare(): Promise<ClientView[]> {
    const { clinician } = this.people;
    const { items } = granted(await clinician.get<{ items: { client: string }[] }>('/api/clients'));
    const views: ClientView[] = [];
    for (const { client } of items.slice(0, LOOKED_AT)) {
      const view = granted(await clinician.get<ClientView>(`/api/clients/${client}`));
      if (view.own_custody && view.episode.closed_at === null) views.push(view);
    }
    return views.sort((a, b) => a.episode.opened_at.localeCompare(b.episode.opened_at));
  }

  /** Mood over the stay, wellbeing, a form whose words are not ours to show, one put right, one that does not count, and a high screen. */
  private async assessments({ client, episode }: ClientView): Promise<void> {
    const { clinician, manager } = this.people;
    const opened = Date.parse(episode.opened_at);
    const at = (share: number): string =>
      new Date(opened + share * (Date.now() - 60_000 - opened)).toISOString();
    const take = async (share: number, more: object): Promise<AssessmentView> =>
      granted(
        await manager.post<AssessmentView>(`/api/clients/${client}/assessments`, {
          version: '1',
          language: 'en',
          mode: 'interview',
          moment: 'review',
          taken_at: at(share),
          ...more,
        }),
        201,
      );
    const mood = (share: number, answer: number, moment: string): Promise<AssessmentView> =>
      take(share, {
        instrument: 'phq-9',
        moment,
        answers: { ...all(9, answer), '9': 0 },
        during_withdrawal: false,
      });
    await mood(0, 3, 'entry');
    await mood(0.4, 2, 'review');
    const wrong = await mood(0.7, 3, 'review');
    granted(
      await clinician.post(
        `/api/clients/${client}/assessments/${wrong.id}/correct`,
        {
          version: '1',
          language: 'en',
          mode: 'interview',
          moment: 'review',
          taken_at: wrong.taken_at,
          answers: { ...all(9, 1), '9': 0 },
          during_withdrawal: false,
          reason: 'wrong_answer',
        },
        { version: wrong.version },
      ),
      201,
    );
    await take(0.5, { instrument: 'who-5', answers: all(5, 3) });
    await take(0.6, { instrument: 'whodas-12', language: this.language, answers: all(12, 1) });
    const twice = await take(0.8, { instrument: 'who-5', answers: all(5, 1) });
    granted(
      await clinician.post(
        `/api/clients/${client}/assessments/${twice.id}/void`,
        { reason: 'taken_twice' },
        { version: twice.version },
      ),
    );
    await take(1, {
      instrument: 'c-ssrs',
      moment: 'on_concern',
      answers: { '1': 1, '2': 1, '3': 1, '4': 1, '5': 0, '6': 0 },
    });
  }

  private async notes(client: string): Promise<void> {
    const { clinician } = this.people;
    const written = WRITTEN[this.language];
    const write = async (kind: string, words: string): Promise<NoteWritten> =>
      granted(
        await clinician.post<NoteWritten>(`/api/clients/${client}/notes`, { kind, words, written_at: null }),
        201,
      );
    const [first] = [await write('shift', written.notes[0]), await write('progress', written.notes[1])];
    granted(
      await clinician.post(
        `/api/notes/${first.note}/amend`,
        { words: written.amended },
        { version: first.version },
      ),
    );
    const twice = await write('round', written.twice);
    granted(
      await clinician.post(
        `/api/notes/${twice.note}/void`,
        { reason: written.reason },
        { version: twice.version },
      ),
    );
    await write('counselling', written.counselling);
  }

  /** Three goals, one reached and one revised, steps of both sides, a review and an approval that waits. */
  private async plan(client: string): Promise<void> {
    const { clinician, manager } = this.people;
    const written = WRITTEN[this.language];
    const at = `/api/clients/${client}/plan`;
    const ids: string[] = [];
    for (const [domain, words, measure, target] of written.goals)
      ids.push(
        granted(
          await clinician.post<PlanPartWritten>(`${at}/goals`, {
            domain,
            words,
            measure,
            target,
            due_on: daysAgo(-60),
          }),
          201,
        ).id,
      );
    const [housing, work, family] = ids as [string, string, string];
    const step = async (words: string, owner: string | null): Promise<PlanPartWritten> =>
      granted(
        await clinician.post<PlanPartWritten>(`${at}/goals/${housing}/tasks`, {
          words,
          owner,
          due_on: daysAgo(-7),
        }),
        201,
      );
    const first = await step(written.steps[0], null);
    await step(written.steps[1], 'me');
    granted(await manager.post(`${at}/tasks/${first.id}/state`, { state: 'done' }, { version: 1 }));
    granted(await manager.post(`${at}/goals/${work}/state`, { state: 'met', reason: null }, { version: 1 }));
    const [, words, measure, target] = written.goals[2];
    granted(
      await manager.post(
        `${at}/goals/${family}/revise`,
        { words, measure, target, due_on: daysAgo(-30) },
        { version: 1 },
      ),
      201,
    );
    const { plans, today } = granted(await manager.get<ClientPlans>(at));
    const version = plans.find(({ own }) => own)?.version ?? 0;
    granted(
      await manager.post(
        `${at}/reviews`,
        { reviewed_on: today, with_client: true, words: written.review, next_review_on: daysAgo(-21) },
        { version },
      ),
      201,
    );
  }
}
