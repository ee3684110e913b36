import type { Page } from 'playwright-core';
import type { Language } from '#domain/charter/code-lists.js';
import type { ErasureView } from '#domain/wire/erasure.js';
import type { BreakGlassView, MergeView } from '#domain/wire/identity.js';
import type { ColleagueView } from '#domain/wire/work.js';
import { admitAnonymous, admitNamed, daysAgo, granted } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

interface People {
  readonly clinician: Staff;
  readonly intake: Staff;
  readonly manager: Staff;
  readonly duty: Staff;
  readonly officer: Staff;
}

/** What people of a house write: in the language they speak. */
interface Written {
  readonly person: { given_name: string; family_name: string; birth_on: string };
  /** The same person, as somebody else spelt them. */
  readonly again: { given_name: string; family_name: string; birth_on: string };
  readonly opening: string;
  readonly erasure: string;
  readonly letter: { asked_by: string; document: string; about: string };
  readonly decision: string;
}

const WRITTEN: Readonly<Record<'ar' | 'ru', Written>> = {
  ar: {
    person: { given_name: 'نادية', family_name: 'الحلبي', birth_on: '1991-05-04' },
    again: { given_name: 'Nadia', family_name: 'El Halaby', birth_on: '1991-05-04' },
    opening: 'طلبت العميلة رقم ملفها القديم لتسلّمه إلى طبيبتها.',
    erasure: 'طلبت المحو كتابةً بعد سفرها إلى الخارج.',
    letter: {
      asked_by: 'قسم شرطة الأزبكية، المقدّم سمير عزت',
      document: '412 / 2026',
      about: 'منى عبد العظيم',
    },
    decision: 'لا أمر من محكمة: يُرسَل الرد الموحّد.',
  },
  ru: {
    person: { given_name: 'Надежда', family_name: 'Халабина', birth_on: '1991-05-04' },
    again: { given_name: 'Nadezhda', family_name: 'Khalabina', birth_on: '1991-05-04' },
    opening: 'Пациентка просит номер старой карты для своего врача.',
    erasure: 'Просит письменно: уезжает за границу насовсем.',
    letter: {
      asked_by: 'Отдел полиции № 5, майор С. В. Орлов',
      document: 'исх. 412 от 03.02.2026',
      about: 'Ольга Николаевна Зимина',
    },
    decision: 'Решения суда нет: уходит общий ответ.',
  },
};

/** Whom the search for a person is shown with, in each language: written differently from how they are kept. */
const SOUGHT: Readonly<Record<Language, { given: string; family: string }>> = {
  en: { given: 'Nadia', family: 'Halabi' },
  ar: { given: 'نادية', family: 'الحلبى' },
  ru: { given: 'Nadezhda', family: 'Halabina' },
};

/** Looks for that person, so that the screen shows somebody. */
export async function seek(page: Page, language: Language): Promise<void> {
  const { given, family } = SOUGHT[language];
  await page.locator('#field-given_name').fill(given);
  await page.locator('#field-family_name').fill(family);
  await page.locator('main form button[type=submit]').click();
  await page.locator('main a[href^="/clients/"]:not([href="/clients/new"])').first().waitFor();
}

/** Everything that happens around who somebody is, once in each of its states, in one house. */
export class Matters {
  private readonly written: Written;

  constructor(
    private readonly people: People,
    private readonly language: 'ar' | 'ru',
  ) {
    this.written = WRITTEN[language];
  }

  async bring(): Promise<void> {
    await this.openings();
    await this.merges();
    await this.protection();
    await this.requests();
    await this.erasures();
  }

  private client(): Promise<string> {
    return admitNamed(this.people.clinician, { language: this.language });
  }

  /** One that waits for a second person, one to review, one that is open. */
  private async openings(): Promise<void> {
    const { clinician, manager } = this.people;
    const card = async (reason: string): Promise<BreakGlassView> =>
      granted(
        await clinician.post<BreakGlassView>(`/api/clients/${await this.client()}/emergency-card`, {
          reason,
        }),
      );
    const over = await card('overdose');
    granted(await clinician.post(`/api/openings/${over.opening}/close`));
    await card('unconscious');
    const asked = {
      reason: 'client_asked',
      words: this.written.opening,
      fields: ['name', 'documents'],
      minutes: 30,
    };
    granted(await manager.post(`/api/clients/${await this.client()}/openings`, asked), 201);
  }

  /** Two records of one person that wait for a second person, and two that are joined. */
  private async merges(): Promise<void> {
    const { clinician, intake, manager } = this.people;
    const { person, again } = this.written;
    const pairs = [
      [
        await admitNamed(clinician, { language: this.language, identity: person }),
        await admitNamed(clinician, { language: this.language, identity: again, duplicates_reviewed: true }),
      ],
      [await admitAnonymous(clinician), await this.client()],
    ] as const;
    for (const [place, [keep, join]] of pairs.entries()) {
      const wanted = { keep, join, ground: place === 0 ? 'entered_twice' : 'client_says_so' };
      const proposed = granted(await intake.post<MergeView>('/api/merges', wanted), 201);
      if (place === 0) continue;
      const { merge, version } = proposed;
      granted(await manager.post(`/api/merges/${merge}/decide`, { merge: true }, { version }));
    }
  }

  /** A record within a team, and somebody who reached for it. */
  private async protection(): Promise<void> {
    const { clinician, manager, officer } = this.people;
    const client = await this.client();
    const [first] = granted(await officer.get<ColleagueView[]>('/api/colleagues'));
    const wanted = { kind: 'public_person', team: first ? [first.colleague] : [] };
    granted(await officer.put(`/api/clients/${client}/protection`, wanted));
    await manager.get(`/api/clients/${client}`);
    await clinician.get(`/api/clients/${client}`);
  }

  /** One letter to decide about, one decided. */
  private async requests(): Promise<void> {
    const { duty, officer } = this.people;
    const record = async (basis: string) =>
      granted(
        await duty.post<{ request: string; version: number }>('/api/data-requests', {
          authority: 'police',
          basis,
          ...this.written.letter,
          language: this.language,
        }),
        201,
      );
    await record('none_named');
    const { request, version } = await record('written_request');
    const decision = { decision: 'neither', words: this.written.decision };
    granted(await officer.post(`/api/data-requests/${request}/decide`, decision, { version }));
  }

  /** One asked for, one refused, one granted and one carried out, with its certificate. */
  private async erasures(): Promise<void> {
    const { clinician, duty, officer } = this.people;
    const ask = async (): Promise<ErasureView> =>
      granted(
        await clinician.post<ErasureView>(`/api/clients/${await this.client()}/erasures`, {
          asked_on: daysAgo(2),
          asked_how: 'in_writing',
        }),
        201,
      );
    const decide = async (ground: string): Promise<ErasureView> => {
      const { reference, version } = await ask();
      const decision = { ground, note: this.written.erasure };
      return granted(
        await officer.post<ErasureView>(`/api/erasures/${reference}/decision`, decision, { version }),
      );
    };
    await ask();
    await decide('kept_by_law');
    await decide('consent_withdrawn');
    const { reference, version } = await decide('consent_withdrawn');
    granted(await duty.post(`/api/erasures/${reference}/carrying-out`, undefined, { version }));
  }
}
