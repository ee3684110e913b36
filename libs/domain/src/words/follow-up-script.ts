import type { Language } from '../charter/code-lists.js';

/**
 * What whoever rings says, in the language of the client (domain 04, 4.6): a first name and no house, and to anybody else than the
 * client nothing. `{name}` is the neutral name of the sender. Of a message that is left only the first line is said.
 */
const SCRIPTS: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'Hello, this is {name}. I will ring again another day.',
    'If somebody else answers: say no more than that, and do not say where you ring from.',
    'If it is the client: “Can you talk just now, or shall I ring at another time?”',
    '“You said that we may ask how you are. You do not have to answer, and you can say that we should stop.”',
    '“Are you safe where you are? How is it going with what you used, with your home and with work?”',
    'If they are not safe, or speak of dying: stay on the line and call the clinician on duty.',
  ],
  ru: [
    'Здравствуйте, это {name}. Я перезвоню в другой день.',
    'Если ответил кто-то другой: больше ничего не говорите и не называйте, откуда звоните.',
    'Если это сам клиент: «Вам сейчас удобно говорить или позвонить в другое время?»',
    '«Вы разрешили спросить, как у вас дела. Отвечать не обязательно, и можно попросить больше не звонить».',
    '«Вы сейчас в безопасности? Как обстоят дела с употреблением, жильём и работой?»',
    'Если человек не в безопасности или говорит о смерти: не кладите трубку и позовите дежурного врача.',
  ],
  ar: [
    'مرحبًا، معك {name}. سأتصل في يوم آخر.',
    'إذا أجاب شخص آخر: لا تقل أكثر من ذلك، ولا تذكر الجهة التي تتصل منها.',
    'إذا كان متلقي الخدمة نفسه: «هل يمكنك الحديث الآن أم أتصل في وقت آخر؟»',
    '«قلت إنه يمكننا أن نسأل عن حالك. لست ملزمًا بالإجابة، ويمكنك أن تطلب منا التوقف».',
    '«هل أنت في أمان حيث أنت؟ كيف تسير الأمور مع التعاطي والسكن والعمل؟»',
    'إذا لم يكن في أمان أو تحدث عن الموت: ابقَ على الخط واستدعِ الطبيب المناوب.',
  ],
};

/** The lines, with the neutral name in its place. */
export function followUpScript(language: Language, name: string): string[] {
  return SCRIPTS[language].map((line) => line.replaceAll('{name}', name));
}
