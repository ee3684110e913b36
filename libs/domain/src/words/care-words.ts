import type { Language } from '../charter/code-lists.js';

/**
 * Beginnings of words that tell care: what somebody takes, what is done about it, where, by whom, and what it leaves behind. No
 * message that leaves the house, no answer to a bank, an employer or a school and none of its logs holds one (R-P07, R-D10). A stem
 * stands at the beginning of a word, and one that ends in `$` is a whole word; what begins harmless words too is written long enough to
 * miss them (صحيح is "right", отделение a branch of a bank).
 */
export const CARE_WORDS: Readonly<Record<Language, readonly string[]>> = {
  en: listOf(`
    abstinen, abus, addict, alcohol, ambulator, amphetamin, anonymous fellowship, antabus, antidot, buprenorphin, cannabi,
    care plan, case manager, case record, clinic, cocain, codein, counsel, craving, custody, dependenc, drug depend,
    in recovery, recovering, recovery hous, detox, diagnos, discharge, disease, dispensar, disulfiram, doctor, dosage, drug,
    drunk, ecstasy, emergency, episode, fentanyl, hashish, harm reduction, health, hepatit, heroin, hiv, hcv, hospital,
    icd-1, illness, inhalant, inject, inpatient, intoxicat, ketamin, key worker, khat, marijuana, medic, mental, methadon,
    methamphet, morphin, naloxon, naltrexon, narcol, narcotic, needle, nurs, opiat, opioid, opium, outpatient, overdos,
    patient, pharmac, pregnan, prescri, psychiatr, psychoact, psycholog, psychotherap, referral, rehab, reintegrat, relaps,
    sanator, screening, sedativ, sick, sober, social worker, stimulant, substance, suboxon, suicid, syndrom, syring, therap,
    tramadol, treat, urine, withdrawal, self-help group, support group, twelve step, 12 step, cravings, captagon, pregabalin,
    spice addict, stage spell`),
  ru: listOf(`
    абстинен, алкогол, алкаш, амбулатор, амфетамин, анамнез, анаша, антабус, беремен, болезн, больн, бупренорфин, вич, врач,
    выздоровлен, галлюциноген, гашиш, гепатит, героин, гспи, детокс, диагноз, диагност, дисульфирам, диспансер, доза,
    дозировк, дозы, жестокое обращ, зависим, заболеван, запой, запое, запоя, здоров, здравоохран, игл, инъекц, ингалянт,
    интоксикац, каннабис, кетамин, клиник, кодеин, кокаин, лекарств, лечащ, лечеб, лечен, лечит, марихуан, медикамент,
    медицин, медсестр, медучрежден, метадон, метамфетамин, мефедрон, мкб-1, морфин, налоксон, налтрексон, наркодиспансер,
    нарколог, нарком, наркот, недуг, ломк, опиат, опий, опиоид, отравлен, пациент, передозировк, постабстинен, прегабалин,
    препарат, психиатр, психоактив, психолог, психотерап, пьян, реабилит, реинтеграц, ремисс, ресоциализ, рецепт врач,
    рецидив, санатор, седатив, симптом, синдром, скрининг, снижение вред, соцработник, спайс, социальный работник, срыв,
    стационар, стимулятор, суицид, терап, трамадол, трезв, тяга к, фентанил, химическ зависим, химзависим, шприц, экстази,
    эпизод, группа поддержк, группа взаимопомощ, 12 шаг, двенадцать шаг, анонимные нарк, анонимные алк, госпитал, поликлиник`),
  ar: listOf(`
    إدمان, ادمان, مدمن, تعاط, متعاط, مخدر, مسكر, خمر, خمور, كحول, حشيش, هيروين, هروين, كوكايين, أفيون, افيون, مورفين,
    ترامادول, بريغابالين, بريجابالين, كبتاغون, كبتاجون, أمفيتامين, امفيتامين, ميثادون, بوبرينورفين, نالوكسون, نالتريكسون,
    فنتانيل, ماريجوانا, ماريغوانا, قنب, بانجو, شبو, مهدئ, منشط, مهلوس, مستنشق, علاج, معالج, صحي$, صحية$, صحيا$, الصحة النفس,
    وزارة الصحة, الرعاية الصح, رعاية صح, طبي$, طبية$, طبيا$, إبرة, إبر$, عقاقير, نفسية$, مصحة, مصحات, قات$, الإقلاع عن,
    تعالج, يعالج, دواء, أدوية, ادوية, جرعة, جرعات, وصفة طب, عيادة, عيادات, مستشفى, مستشفيات, مريض, مرضى, مرض, أمراض, امراض,
    طبيب, أطباء, اطباء, ممرض, تمريض, تشخيص, أعراض, اعراض, متلازمة, انسحاب, سحب السموم, السموم, سموم, تأهيل, تاهيل, تعاف,
    التعافي, متعاف, انتكاس, نكسة, نفساني, إرشاد نفس, أخصائي, اخصائي, اختصاصي, جرعة زائدة, انتحار, حمل وولادة, إيدز, ايدز,
    فيروس, التهاب الكبد, محقن, محاقن, حقن, إحالة, احالة, دمج اجتماع, إعادة الدمج, إعادة إدماج, حد من الضرر, الحد من الضرر,
    مجموعة دعم, مجموعات الدعم, زمالة, مجهول الهوية, المدمنين المجهول, الخطوات الاثنت, صيدل, إيواء, تسمم, قسم داخلي, عنبر`),
};

function listOf(text: string): string[] {
  return text.split(',').map((stem) => stem.trim());
}

/** What may stand before an Arabic word without a space: and, so, by, like, for, the, and two of them. */
const ARABIC_BEFORE = '(?:[وف]?(?:[بكل]?ال|لل|[بكل])?)';

/** Arabic as people write it: without vowel signs and with one alef. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\u064B-\u065F\u0670\u0640]/g, '')
    .replaceAll(/[أإآٱ]/g, 'ا')
    .replaceAll('ё', 'е');
}

/** Stems are letters, digits, spaces and hyphens, so none of them means anything else in a pattern. */
const patternOf = (stem: string): string => plain(stem).replace('$', String.raw`(?![\p{L}\p{M}])`);

const PATTERNS = (['en', 'ru', 'ar'] as const).map((language) => {
  const stems = [...new Set(CARE_WORDS[language].map(patternOf))].join('|');
  const before = language === 'ar' ? ARABIC_BEFORE : '';
  return new RegExp(String.raw`(?<![\p{L}\p{M}])${before}(?:${stems})`, 'gu');
});

/**
 * The words of a text that tell care, in any of the languages, each once. Names of fields count as their words: `care_stage` and
 * `treatmentStart` are read apart.
 */
export function careWordsIn(text: string): string[] {
  const apart = text.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').replaceAll(/[_]/g, ' ');
  const read = plain(apart);
  return [...new Set(PATTERNS.flatMap((pattern) => [...read.matchAll(pattern)].map(([found]) => found)))];
}
