import type { BreachView, ComplaintFiled, CorrectionView } from '#domain/wire/rights.js';
import { codeOfHouseOf } from '../support/complaining.js';
import { admitNamed, daysAgo, granted, settledTreatment } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

interface People {
  readonly clinician: Staff;
  readonly manager: Staff;
  readonly officer: Staff;
}

/** What people of a house write about the rights of clients: in the language they speak. */
interface Written {
  readonly complaint: string;
  readonly answer: string;
  readonly correction: { says: string; should_say: string };
  readonly decision: string;
  readonly statement: string;
  readonly breach: string;
  readonly authority: string;
}

const WRITTEN: Readonly<Record<'ar' | 'ru', Written>> = {
  ar: {
    complaint: 'انتظرت ساعتين في الممر ولم يقل لي أحد لماذا.',
    answer: 'نعتذر عن الانتظار. سنخبرك غدًا بما وجدناه.',
    correction: { says: 'يعيش وحده', should_say: 'يعيش مع أخيه' },
    decision: 'المكتوب هو ما سُمع يوم الدخول.',
    statement: 'أخي معي منذ شهر، وهو يعرف بعلاجي.',
    breach: 'نُسي هاتف فيه صور لقائمة القسم في سيارة أجرة.',
    authority: 'مركز حماية البيانات الشخصية',
  },
  ru: {
    complaint: 'Два часа ждал в коридоре, и никто не сказал почему.',
    answer: 'Просим прощения за ожидание. Завтра расскажем, что выяснили.',
    correction: { says: 'Живёт один', should_say: 'Живёт с братом' },
    decision: 'Записано то, что сказано в день прихода.',
    statement: 'Брат со мной уже месяц и знает о лечении.',
    breach: 'Телефон со снимками списка отделения забыт в такси.',
    authority: 'Роскомнадзор',
  },
};

/** What clients ask for and what the house owes, once in each of its states, in one house. */
export class RightsMatters {
  private readonly written: Written;

  constructor(
    private readonly people: People,
    private readonly language: 'ar' | 'ru',
  ) {
    this.written = WRITTEN[language];
  }

  async bring(): Promise<void> {
    await this.complaints();
    await this.asked();
    await this.breaches();
    await this.permits();
  }

  /** One that nobody has answered yet, of somebody without a name, and one of a client that is being looked into. */
  private async complaints(): Promise<void> {
    const { manager, officer } = this.people;
    const file = async (more: object): Promise<ComplaintFiled> =>
      granted(
        await manager.post<ComplaintFiled>('/api/complaints', {
          about: await codeOfHouseOf(manager),
          channel: 'phone',
          category: 'treatment',
          concerns_minor: false,
          words: this.written.complaint,
          language: this.language,
          ...more,
        }),
        201,
      );
    await file({ submitter: 'other' });
    await file({ submitter: 'client', client: await this.client() });
    const { items } = granted(
      await officer.get<{ items: { complaint: string; version: number }[] }>('/api/complaints'),
    );
    const [{ complaint, version }] = items as [(typeof items)[number]];
    granted(await officer.post(`/api/complaints/${complaint}/acknowledge`, undefined, { version }));
    granted(
      await officer.post(
        `/api/complaints/${complaint}/messages`,
        { words: this.written.answer },
        { version: version + 1 },
      ),
    );
  }

  /** Corrections asked for, made and refused with the client's own words beside; their record; to leave. */
  private async asked(): Promise<void> {
    const { clinician, officer } = this.people;
    const client = await this.client();
    const of = (what: string) => `/api/clients/${client}/${what}`;
    granted(await clinician.put(of('treatment'), settledTreatment(), { version: 0 }));
    const ask = async (): Promise<CorrectionView> =>
      granted(
        await clinician.post<CorrectionView>(of('corrections'), {
          field: 'treatment.record',
          ...this.written.correction,
        }),
        201,
      );
    const decide = async (decision: 'accepted' | 'refused'): Promise<CorrectionView> => {
      const { correction, version } = await ask();
      return granted(
        await officer.post<CorrectionView>(
          `/api/corrections/${correction}/decide`,
          { decision, reason: this.written.decision },
          { version },
        ),
      );
    };
    await ask();
    await decide('accepted');
    const refused = await decide('refused');
    granted(
      await clinician.post(
        `/api/corrections/${refused.correction}/statement`,
        { words: this.written.statement },
        { version: refused.version },
      ),
    );
    granted(await clinician.post(of('access-requests'), { form: 'paper' }), 201);
    granted(await clinician.post(of('leave-wishes')), 201);
    granted(await clinician.post(of('rights-notices'), { form: 'read_aloud', language: this.language }), 201);
  }

  /** One to tell the authority of, one it was told of. */
  private async breaches(): Promise<void> {
    const { officer } = this.people;
    const record = async (): Promise<BreachView> =>
      granted(
        await officer.post<BreachView>('/api/breaches', {
          kind: 'loss',
          risk: 'likely',
          people: 12,
          words: this.written.breach,
          detected_at: new Date(Date.now() - 3_600_000).toISOString(),
          clients: [],
        }),
        201,
      );
    await record();
    const { breach, version } = await record();
    granted(
      await officer.post(
        `/api/breaches/${breach}/notify`,
        { authority_reference: '12 / 7', reason: null },
        { version },
      ),
    );
  }

  private async permits(): Promise<void> {
    granted(
      await this.people.officer.post('/api/permits', {
        kind: 'sensitive_data',
        number: '2026 / 118',
        authority: this.written.authority,
        valid_from_on: daysAgo(300),
        valid_until_on: daysAgo(-40),
      }),
      201,
    );
  }

  private client(): Promise<string> {
    return admitNamed(this.people.clinician, { language: this.language });
  }
}
