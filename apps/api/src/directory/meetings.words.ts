import type { Language } from '#domain/charter/code-lists.js';
import type { MeetingAudience, MeetingWay } from '#domain/charter/directory.js';

/** What the public pages of meetings say. The title names no place and no illness: it stands in tabs and histories. */
export interface MeetingWords {
  readonly title: string;
  readonly heading: string;
  readonly intro: string;
  readonly where: string;
  readonly none: string;
  readonly times: string;
  readonly open: string;
  readonly closed: string;
  readonly confirmed: string;
  readonly audience: Readonly<Record<MeetingAudience, string>>;
  readonly ways: Readonly<Record<MeetingWay, string>>;
}

export const MEETING_WORDS: Readonly<Record<Language, MeetingWords>> = {
  en: {
    title: 'The week',
    heading: 'Meetings of mutual aid',
    intro: 'Anybody may look here. Nobody is asked who they are, and no list is kept of who comes.',
    where: 'Where are you?',
    none: 'No meeting is known for this day. Look at another one.',
    times: 'Local time:',
    open: 'Open to everybody',
    closed: 'Only for those it is named for',
    confirmed: 'Confirmed',
    audience: { dependent: 'For people who depend on a substance', relatives: 'For those close to them' },
    ways: { in_person: 'On the spot', online: 'Online' },
  },
  ru: {
    title: 'Неделя',
    heading: 'Собрания групп взаимопомощи',
    intro: 'Смотреть может каждый. Никто не спрашивает, кто вы, и не записывает, кто приходит.',
    where: 'Где вы?',
    none: 'О собраниях в этот день ничего не известно. Посмотрите другой день.',
    times: 'Местное время:',
    open: 'Открыто для всех',
    closed: 'Только для тех, кому предназначено',
    confirmed: 'Подтверждено',
    audience: { dependent: 'Для людей с зависимостью', relatives: 'Для близких' },
    ways: { in_person: 'Очно', online: 'Онлайн' },
  },
  ar: {
    title: 'الأسبوع',
    heading: 'اجتماعات مجموعات الدعم المتبادل',
    intro: 'لكل شخص أن يطّلع هنا. لا يسأل أحد من أنت، ولا تُحفظ قائمة بمن يحضر.',
    where: 'أين أنت؟',
    none: 'لا اجتماع معروفًا في هذا اليوم. انظر يومًا آخر.',
    times: 'بالتوقيت المحلي:',
    open: 'مفتوح للجميع',
    closed: 'للفئة المذكورة فقط',
    confirmed: 'تأكد في',
    audience: { dependent: 'لمن لديهم اعتماد على مادة', relatives: 'للمقربين منهم' },
    ways: { in_person: 'حضوريًا', online: 'عبر الإنترنت' },
  },
};
