import type { Language } from '#domain/charter/code-lists.js';
import type { TokenState, TokenUse } from '#domain/charter/eligibility.js';

/** What the partner desk says. No word of it tells what else the product is for (test/e2e/bank-day.spec). */
export interface PartnerWords {
  readonly title: string;
  readonly login: string;
  readonly password: string;
  readonly newPassword: string;
  readonly passwordHint: string;
  readonly invitation: string;
  readonly signIn: string;
  readonly signOut: string;
  readonly join: string;
  readonly joinOffer: string;
  readonly joined: string;
  readonly ended: string;
  readonly signedOut: string;
  readonly signedInAs: string;
  readonly check: string;
  readonly code: string;
  readonly codeHint: string;
  readonly checkNow: string;
  readonly tokens: string;
  readonly tokensNone: string;
  readonly take: string;
  readonly taken: string;
  readonly takeHint: string;
  readonly person: string;
  readonly personHint: string;
  readonly programme: string;
  readonly tier: string;
  readonly validUntil: string;
  readonly state: string;
  readonly use: string;
  readonly shownAt: string;
  readonly usedAt: string;
  readonly any: string;
  readonly search: string;
  readonly exportTable: string;
  readonly next: string;
  readonly messages: string;
  readonly messagesNone: string;
  readonly messageEnded: (person: string, programme: string) => string;
  readonly messageExpired: (person: string, programme: string) => string;
  readonly back: string;
  readonly home: string;
  readonly explain: string;
  readonly states: Readonly<Record<TokenState, string>>;
  readonly uses: Readonly<Record<TokenUse, string>>;
}

export const PARTNER_WORDS: Readonly<Record<Language, PartnerWords>> = {
  en: {
    title: 'Partner desk',
    login: 'Login',
    password: 'Password',
    newPassword: 'New password',
    passwordHint: 'At least 12 characters.',
    invitation: 'Code of the invitation',
    signIn: 'Sign in',
    signOut: 'Sign out',
    join: 'Choose a password',
    joinOffer: 'I have an invitation and no password yet',
    joined: 'The password is set. Sign in with it.',
    ended: 'Your session has ended. Sign in again.',
    signedOut: 'You are signed out.',
    signedInAs: 'Signed in as',
    check: 'Check a token',
    code: 'Code of the token',
    codeHint: 'Ten signs, for example 7K3M-9QXR-T4. The person who applies has it.',
    checkNow: 'Check',
    tokens: 'Tokens shown here',
    tokensNone: 'No token fits.',
    take: 'Take for an application',
    taken: 'The token is taken. It cannot be taken again.',
    takeHint: 'It counts for one application.',
    person: 'Person, by your own number',
    personHint: 'The number is yours alone: no other partner has the same for this person.',
    programme: 'Programme',
    tier: 'Tier',
    validUntil: 'Valid until',
    state: 'State',
    use: 'Use',
    shownAt: 'First shown',
    usedAt: 'Taken',
    any: 'Any',
    search: 'Search',
    exportTable: 'Export as a table (CSV)',
    next: 'Further tokens',
    messages: 'Messages',
    messagesNone: 'There are no messages.',
    messageEnded: (person, programme) => `Token of ${person}, ${programme}: it has ended and counts no more.`,
    messageExpired: (person, programme) => `Token of ${person}, ${programme}: its last day is over.`,
    back: 'Back',
    home: 'To the partner desk',
    explain:
      'A token says that a person may take part in a programme, in which tier and until when. It says nothing else, and nothing else may be asked of the person because of it.',
    states: { valid: 'Valid', used: 'Taken', expired: 'Expired', ended: 'Ended' },
    uses: { once: 'For one application', until: 'Until its last day' },
  },
  ru: {
    title: 'Страница партнёра',
    login: 'Логин',
    password: 'Пароль',
    newPassword: 'Новый пароль',
    passwordHint: 'Не менее 12 знаков.',
    invitation: 'Код приглашения',
    signIn: 'Войти',
    signOut: 'Выйти',
    join: 'Задать пароль',
    joinOffer: 'У меня есть приглашение, но ещё нет пароля',
    joined: 'Пароль задан. Войдите с ним.',
    ended: 'Сеанс завершён. Войдите снова.',
    signedOut: 'Вы вышли.',
    signedInAs: 'Вход выполнен:',
    check: 'Проверить токен',
    code: 'Код токена',
    codeHint: 'Десять знаков, например 7K3M-9QXR-T4. Его предъявляет заявитель.',
    checkNow: 'Проверить',
    tokens: 'Предъявленные токены',
    tokensNone: 'Подходящих токенов нет.',
    take: 'Принять к заявке',
    taken: 'Токен принят. Принять его ещё раз нельзя.',
    takeHint: 'Он действует для одной заявки.',
    person: 'Заявитель, по вашему номеру',
    personHint: 'Номер есть только у вас: у других партнёров для этого человека номер другой.',
    programme: 'Программа',
    tier: 'Ступень',
    validUntil: 'Действует до',
    state: 'Состояние',
    use: 'Применение',
    shownAt: 'Предъявлен впервые',
    usedAt: 'Принят',
    any: 'Все',
    search: 'Найти',
    exportTable: 'Выгрузить таблицу (CSV)',
    next: 'Следующие токены',
    messages: 'Сообщения',
    messagesNone: 'Сообщений нет.',
    messageEnded: (person, programme) => `Токен ${person}, ${programme}: прекращён и больше не действует.`,
    messageExpired: (person, programme) => `Токен ${person}, ${programme}: последний день прошёл.`,
    back: 'Назад',
    home: 'На страницу партнёра',
    explain:
      'Токен сообщает, что человек может участвовать в программе, на какой ступени и до какого дня. Больше он не сообщает ничего, и на его основании ничего больше спрашивать нельзя.',
    states: { valid: 'Действует', used: 'Принят', expired: 'Срок истёк', ended: 'Прекращён' },
    uses: { once: 'Для одной заявки', until: 'До последнего дня срока' },
  },
  ar: {
    title: 'صفحة الشركاء',
    login: 'اسم الدخول',
    password: 'كلمة المرور',
    newPassword: 'كلمة مرور جديدة',
    passwordHint: '12 حرفًا على الأقل.',
    invitation: 'رمز الدعوة',
    signIn: 'تسجيل الدخول',
    signOut: 'تسجيل الخروج',
    join: 'اختيار كلمة مرور',
    joinOffer: 'لديّ دعوة وليست لديّ كلمة مرور بعد',
    joined: 'حُفظت كلمة المرور. سجّل الدخول بها.',
    ended: 'انتهت جلستك. سجّل الدخول من جديد.',
    signedOut: 'سُجّل خروجك.',
    signedInAs: 'الدخول باسم',
    check: 'التحقق من رمز',
    code: 'الرمز',
    codeHint: 'عشر علامات، مثل 7K3M-9QXR-T4، ويقدّمه صاحب الطلب.',
    checkNow: 'تحقق',
    tokens: 'الرموز المقدَّمة هنا',
    tokensNone: 'لا توجد رموز مطابقة.',
    take: 'قبول الرمز لطلب',
    taken: 'قُبل الرمز، ولا يمكن قبوله مرة أخرى.',
    takeHint: 'يصلح لطلب واحد.',
    person: 'صاحب الطلب برقمكم',
    personHint: 'هذا الرقم لكم وحدكم: لا شريك آخر لديه الرقم نفسه لهذا الشخص.',
    programme: 'البرنامج',
    tier: 'الفئة',
    validUntil: 'سارٍ حتى',
    state: 'الحالة',
    use: 'الاستخدام',
    shownAt: 'قُدّم أول مرة',
    usedAt: 'قُبل',
    any: 'الكل',
    search: 'بحث',
    exportTable: 'تصدير جدول (CSV)',
    next: 'رموز أخرى',
    messages: 'الرسائل',
    messagesNone: 'لا توجد رسائل.',
    messageEnded: (person, programme) => `رمز ${person}، ${programme}: أُنهي ولم يعد ساريًا.`,
    messageExpired: (person, programme) => `رمز ${person}، ${programme}: انقضى آخر يوم في مدته.`,
    back: 'رجوع',
    home: 'إلى صفحة الشركاء',
    explain:
      'يفيد الرمز بأن الشخص يستطيع المشاركة في برنامج، وفي أي فئة، وحتى أي يوم. ولا يفيد بشيء غير ذلك، ولا يجوز بسببه سؤال الشخص عن أي شيء آخر.',
    states: { valid: 'سارٍ', used: 'مقبول', expired: 'انتهت مدته', ended: 'أُنهي' },
    uses: { once: 'لطلب واحد', until: 'حتى آخر يوم في مدته' },
  },
};
