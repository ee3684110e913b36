import type { Language } from '#domain/charter/code-lists.js';

/** What the pages of complaints say. The title names no place and no illness: it stands in tabs and histories. */
export interface VoiceWords {
  readonly title: string;
  readonly intro: string;
  readonly no_name: string;
  readonly file: string;
  readonly follow: string;
  readonly about: string;
  readonly category: string;
  readonly minor: string;
  readonly minor_yes: string;
  readonly words: string;
  readonly words_hint: string;
  readonly whom: string;
  readonly whom_hint: string;
  readonly passphrase: string;
  readonly passphrase_hint: string;
  readonly send: string;
  readonly filed: string;
  readonly your_code: string;
  readonly keep: string;
  readonly elsewhere: string;
  readonly until_acknowledged: string;
  readonly until_decided: string;
  readonly code: string;
  readonly secret: string;
  readonly open: string;
  readonly state: string;
  readonly handled_by: string;
  readonly received: string;
  readonly outcome: string;
  readonly decision: string;
  readonly remedy: string;
  readonly appeal: string;
  readonly written: string;
  readonly you: string;
  readonly they: string;
  readonly nothing_written: string;
  readonly gone: string;
  readonly reply: string;
  readonly reply_send: string;
  readonly withdraw: string;
  readonly withdraw_hint: string;
  readonly revenge: string;
}

export const VOICE_WORDS: Readonly<Record<Language, VoiceWords>> = {
  en: {
    title: 'Your word',
    intro:
      'Here you can complain about an organisation, without signing in. Nobody may take revenge for it, and your help goes on as before.',
    no_name:
      'You need not say who you are. We keep no name, no address of your telephone and no hour; only the day.',
    file: 'Complain',
    follow: 'See what became of it',
    about: 'Which organisation?',
    category: 'What is it about?',
    minor: 'Is it about somebody under age?',
    minor_yes: 'Yes, about a child or a young person',
    words: 'What happened?',
    words_hint: 'In your own words, in any language. Where and when helps, if you want to say it.',
    whom: 'Is it about somebody in particular?',
    whom_hint: 'You may leave this empty.',
    passphrase: 'A passphrase of your own',
    passphrase_hint:
      'At least 8 characters, something only you know. With it and the code you get, you can read the answer here.',
    send: 'Send',
    filed: 'Your complaint has arrived.',
    your_code: 'Your code',
    keep: 'Write the code down now. It is shown here only, and without it and your passphrase nobody can open your complaint, not even we.',
    elsewhere: 'Somebody outside the organisation you complained about looks into it.',
    until_acknowledged: 'You get a first answer by',
    until_decided: 'You get a decision by',
    code: 'Code',
    secret: 'Passphrase',
    open: 'Open',
    state: 'Where it stands',
    handled_by: 'Who looks into it',
    received: 'Received on',
    outcome: 'Decision',
    decision: 'Why',
    remedy: 'What is done',
    appeal: 'If you do not agree',
    written: 'What was written',
    you: 'You',
    they: 'Answer',
    nothing_written: 'Nothing yet.',
    gone: 'These words were erased.',
    reply: 'Write something more',
    reply_send: 'Send this',
    withdraw: 'Take the complaint back',
    withdraw_hint:
      'You may. Somebody will still ask in a month whether you were made to, or whether anybody took revenge.',
    revenge: 'If anybody takes revenge because you complained, write it here at once.',
  },
  ru: {
    title: 'Ваше слово',
    intro:
      'Здесь можно пожаловаться на организацию, не входя в систему. Мстить за это нельзя, и помощь вам продолжится как прежде.',
    no_name: 'Называть себя не нужно. Мы не храним ни имени, ни адреса телефона, ни часа — только день.',
    file: 'Пожаловаться',
    follow: 'Узнать, что с жалобой',
    about: 'На какую организацию?',
    category: 'О чём жалоба?',
    minor: 'Речь о несовершеннолетнем?',
    minor_yes: 'Да, о ребёнке или подростке',
    words: 'Что произошло?',
    words_hint: 'Своими словами, на любом языке. Если хотите, скажите, где и когда.',
    whom: 'Жалоба на кого-то определённого?',
    whom_hint: 'Можно оставить пустым.',
    passphrase: 'Ваша кодовая фраза',
    passphrase_hint:
      'Не меньше 8 знаков, то, что знаете только вы. С ней и с кодом, который вы получите, здесь можно прочитать ответ.',
    send: 'Отправить',
    filed: 'Ваша жалоба получена.',
    your_code: 'Ваш код',
    keep: 'Запишите код сейчас. Он показан только здесь; без него и кодовой фразы жалобу не откроет никто, даже мы.',
    elsewhere: 'Жалобу рассматривают не в той организации, на которую вы жалуетесь.',
    until_acknowledged: 'Первый ответ вы получите до',
    until_decided: 'Решение вы получите до',
    code: 'Код',
    secret: 'Кодовая фраза',
    open: 'Открыть',
    state: 'Что с жалобой',
    handled_by: 'Кто рассматривает',
    received: 'Получена',
    outcome: 'Решение',
    decision: 'Почему',
    remedy: 'Что сделано',
    appeal: 'Если вы не согласны',
    written: 'Переписка',
    you: 'Вы',
    they: 'Ответ',
    nothing_written: 'Пока ничего.',
    gone: 'Эти слова удалены.',
    reply: 'Написать ещё',
    reply_send: 'Отправить это',
    withdraw: 'Отозвать жалобу',
    withdraw_hint:
      'Это ваше право. Через месяц всё равно спросят, не заставили ли вас и не мстил ли кто-нибудь.',
    revenge: 'Если вам мстят за жалобу, сразу напишите об этом здесь.',
  },
  ar: {
    title: 'كلمتك',
    intro:
      'هنا يمكنك أن تشتكي من جهة دون تسجيل دخول. لا يجوز لأحد أن ينتقم منك بسبب ذلك، وتستمر مساعدتك كما كانت.',
    no_name: 'لا يلزم أن تقول من أنت. لا نحفظ اسمًا ولا عنوان هاتفك ولا الساعة، بل اليوم فقط.',
    file: 'تقديم شكوى',
    follow: 'معرفة ما آلت إليه',
    about: 'أي جهة؟',
    category: 'عمّ الشكوى؟',
    minor: 'هل تخص شخصًا دون السن القانونية؟',
    minor_yes: 'نعم، طفلًا أو فتى أو فتاة',
    words: 'ماذا حدث؟',
    words_hint: 'بكلماتك، وبأي لغة. أين ومتى يفيد إن أردت ذكره.',
    whom: 'هل تخص شخصًا بعينه؟',
    whom_hint: 'يمكنك ترك هذا فارغًا.',
    passphrase: 'عبارة مرور من اختيارك',
    passphrase_hint:
      'ثمانية أحرف على الأقل، شيء لا يعرفه غيرك. بها وبالرمز الذي تستلمه يمكنك قراءة الرد هنا.',
    send: 'إرسال',
    filed: 'وصلت شكواك.',
    your_code: 'رمزك',
    keep: 'دوّن الرمز الآن. لا يظهر إلا هنا، ومن دونه ومن دون عبارة المرور لا يفتح شكواك أحد، ولا نحن.',
    elsewhere: 'ينظر فيها من هو خارج الجهة التي اشتكيت منها.',
    until_acknowledged: 'يصلك أول رد قبل',
    until_decided: 'يصلك القرار قبل',
    code: 'الرمز',
    secret: 'عبارة المرور',
    open: 'فتح',
    state: 'أين وصلت',
    handled_by: 'من ينظر فيها',
    received: 'وردت في',
    outcome: 'القرار',
    decision: 'السبب',
    remedy: 'ما الذي يُفعل',
    appeal: 'إن لم توافق',
    written: 'ما كُتب',
    you: 'أنت',
    they: 'الرد',
    nothing_written: 'لا شيء بعد.',
    gone: 'مُحيت هذه الكلمات.',
    reply: 'كتابة المزيد',
    reply_send: 'إرسال هذا',
    withdraw: 'سحب الشكوى',
    withdraw_hint: 'هذا حقك. وسيُسأل بعد شهر على أي حال إن كان أحد قد أجبرك أو انتقم منك.',
    revenge: 'إن انتقم منك أحد لأنك اشتكيت فاكتب ذلك هنا فورًا.',
  },
};
