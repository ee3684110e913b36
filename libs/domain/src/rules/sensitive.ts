import type { SensitiveCategory } from '../charter/consent.js';

/** What stands in a list of medicines for one that would reveal what was not opened (design: handoff, section 10). */
export const WITHHELD_MEDICINE = 'withheld medicine; interactions checked by the sender';

/** ICD-10, ICD-11 and SNOMED CT codes, and words of the display name, of what is asked for apart. */
const CODES: readonly (readonly [SensitiveCategory, RegExp])[] = [
  [
    'bbv',
    /^(B2[0-4]|B1[5-9]|Z21|Z22\.5|R75|O98\.[47]|F02\.4|1C6[0-2]|1E5[01]|QC90|QC91)(\b|\.|$)|^(86406008|62479008|165816005|111880001|50711007|66071002|3738000|61977001|128302006|235871004)$/i,
  ],
  [
    'pregnancy',
    /^(O\d\d|Z3[2-7]|Z64\.0|J[AB]\d\w|QA4\w)(\b|\.|$)|^(77386006|72892002|47200007|237238006|127364007)$/i,
  ],
  ['legal_status', /^(Z65\.[0-3]|QE40)(\b|\.|$)/i],
];

const WORDS: readonly (readonly [SensitiveCategory, RegExp])[] = [
  [
    'bbv',
    /\bhiv\b|\baids\b|immunodeficiency virus|hepatitis|вич|спид|гепатит|نقص المناعة|الإيدز|التهاب الكبد/i,
  ],
  ['pregnancy', /pregnan|gestation|gravid|беремен|حمل|حامل|حوامل/i],
  ['legal_status', /imprison|incarcerat|convict|criminal|probation|лишени[ея] свободы|судим|سجن|محكوم/i],
];

/**
 * The sensitive category a diagnosis belongs to, by its code or by what it is called; null: an ordinary one. In doubt it
 * is sensitive: a code that is unknown but named like one is treated as one.
 */
export function sensitivityOf(condition: {
  readonly code: string;
  readonly display: string | null;
}): SensitiveCategory | null {
  const code = condition.code.trim();
  const found =
    CODES.find(([, pattern]) => pattern.test(code)) ??
    WORDS.find(([, pattern]) => pattern.test(condition.display ?? ''));
  return found?.[0] ?? null;
}

/** Everything that words of one's own name of what is asked for apart: conditions, and medicines that would reveal one. */
export function sensitivitiesIn(words: string): SensitiveCategory[] {
  const named = WORDS.filter(([, pattern]) => pattern.test(words)).map(([category]) => category);
  return [...new Set([...named, ...(reveals(words) ? (['bbv'] as const) : [])])];
}

/** Stems of medicines against HIV and hepatitis B and C, by INN and in common combinations, in three scripts. */
const BBV_MEDICINES =
  /(\w*(vir|vudine|citabine)\b|tenofovir|truvada|descovy|biktarvy|triumeq|dovato|genvoya|kaletra|atripla|eviplera|odefsey|symtuza|juluca|epclusa|harvoni|maviret|sovaldi|interferon|antiretrovir|\bart\b|\bhaart\b|cobicistat|nevirapine|efavirenz|rilpivirine|etravirine|doravirine|\bprep\b|(вир|вудин|цитабин)(?![а-яё])|интерферон|эфавиренз|невирапин|рилпивирин|этравирин|доравирин|кобицистат|калетра|антиретровир|\bарт\b|فير(?![\u0600-\u06ff])|فودين|سيتابين|إنترفيرون|انترفيرون|إيفافيرنز|مضادات الفيروسات|نيفيرابين)/i;

/** Medicines against viruses that are no secret: a cold sore says nothing about blood. */
const PLAIN_ANTIVIRALS =
  /valaciclovir|valacyclovir|aciclovir|acyclovir|oseltamivir|валацикловир|ацикловир|осельтамивир|أسيكلوفير|أوسيلتاميفير/gi;

/** Whether words name a medicine that would reveal an infection, whatever harmless one stands beside it. */
const reveals = (words: string): boolean => BBV_MEDICINES.test(words.replace(PLAIN_ANTIVIRALS, ' '));

/**
 * A list of medicines without those that would reveal an infection: each is replaced by one sentence that says so and
 * nothing else. Entries are separated by lines, commas or semicolons. Never longer than what it is made of can tell.
 */
export function withoutRevealing(medicines: string | null): string | null {
  if (medicines === null) return null;
  return medicines
    .split(/([,;\n،؛]+)/)
    .map((part) => (reveals(part) ? ` ${WITHHELD_MEDICINE}` : part))
    .join('')
    .trimStart();
}
