import type { Language } from '#domain/charter/code-lists.js';
import { PACKET_FIELDS, type ConsentPurpose, type RecipientClass } from '#domain/charter/consent.js';
import { CONSENT_WORDS } from '#domain/words/consent.js';
import { formatClientCode } from '#domain/rules/client-code.js';
import { PAPER_WORDS, type PaperWords } from '#domain/words/paper.js';
import { wordOf } from '#domain/words/codes.js';
import { STAGE_WORDS } from '#domain/words/terms.js';
import type { Stage } from '#domain/charter/pathway.js';
import { apart, code } from '#platform/paper/paper.js';
import type { OwnDisclosure, OwnRecord } from './own-record.js';

/** Latin digits in Arabic too: a date then reads alike on every paper, and can be typed back. */
const LOCALES = { en: 'en-GB', ru: 'ru-RU', ar: 'ar-EG-u-nu-latn' } as const satisfies Record<
  Language,
  string
>;

type CodeListOf = Parameters<typeof wordOf>[1];
type Label = keyof PaperWords['label'];

/** Which list the codes of a recorded value belong to. */
const LISTS: Readonly<Partial<Record<string, CodeListOf>>> = {
  substance: 'substance',
  referral_source: 'referral_source',
  withdrawal_scale: 'withdrawal_scale',
  income_source: 'income_source',
  work_kind: 'work_kind',
  suicide_risk: 'suicide_risk',
};

/** Says what a record holds in the language of a paper, on the clock of the house. */
export class PaperSpeaker {
  readonly words: PaperWords;
  readonly consents: (typeof CONSENT_WORDS)[Language];
  private readonly days: Intl.DateTimeFormat;
  private readonly instants: Intl.DateTimeFormat;
  private readonly plainDays: Intl.DateTimeFormat;

  constructor(
    readonly language: Language,
    private readonly record: OwnRecord,
  ) {
    this.words = PAPER_WORDS[language];
    this.consents = CONSENT_WORDS[language];
    const locale = LOCALES[language];
    const written = { day: 'numeric', month: 'long', year: 'numeric' } as const;
    const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    this.days = new Intl.DateTimeFormat(locale, { ...written, timeZone: record.time_zone });
    this.instants = new Intl.DateTimeFormat(locale, { ...written, ...clock, timeZone: record.time_zone });
    this.plainDays = new Intl.DateTimeFormat(locale, { ...written, timeZone: 'UTC' });
  }

  /** The day of an instant. */
  day(at: string): string {
    return this.days.format(new Date(at));
  }

  instant(at: string): string {
    return this.instants.format(new Date(at));
  }

  /** A day without a time. */
  on(day: string): string {
    return this.plainDays.format(new Date(`${day}T00:00:00Z`));
  }

  until(at: string | null): string {
    return at === null ? this.words.until_now : this.day(at);
  }

  organisation(publicCode: string): string {
    return apart(this.record.organisations[publicCode]?.[this.language] ?? publicCode);
  }

  /** A language by its name. */
  tongue(language: Language): string {
    return { en: this.words.in_english, ru: this.words.in_russian, ar: this.words.in_arabic }[language];
  }

  clientCode(): string {
    const own = this.record.person.code;
    return own === null ? this.words.not_recorded : code(formatClientCode(own));
  }

  stage(stage: Stage): string {
    return STAGE_WORDS[stage][this.language];
  }

  word(list: CodeListOf, value: string): string {
    return wordOf(this.language, list, value);
  }

  listed(list: CodeListOf, values: readonly string[]): string {
    return values.length === 0
      ? this.words.not_recorded
      : this.joined(values.map((one) => this.word(list, one)));
  }

  purposes(values: readonly ConsentPurpose[]): string {
    return this.joined(values.map((one) => this.consents.consent_purpose[one]));
  }

  /** Whom a consent or a disclosure names: one organisation, or a class of recipients. */
  recipient(organisation: string | null, recipientClass: RecipientClass | null): string {
    if (organisation !== null) return this.organisation(organisation);
    return recipientClass === null ? this.words.not_recorded : this.consents.recipient_class[recipientClass];
  }

  /** What went out: its parts where they have names, else its categories; and on which way. */
  sent({ fields, categories, channel }: OwnDisclosure): string {
    const known = fields.filter((field) => Object.hasOwn(PACKET_FIELDS, field));
    const what =
      known.length > 0
        ? this.listed('packet_field', known)
        : categories.length > 0
          ? this.listed('category', categories)
          : undefined;
    const way = this.consents.disclosure_channel[channel];
    if (what === undefined) return way;
    return channel === 'packet' ? what : `${what} (${way})`;
  }

  private joined(values: readonly string[]): string {
    return values.join(this.language === 'ar' ? '، ' : ', ');
  }

  /** A recorded value by its name; what was not asked or not known is said so. */
  value(name: string, value: string | number | boolean | null | undefined): string {
    if (value === null || value === undefined || value === '') return this.words.not_recorded;
    if (typeof value === 'boolean') return value ? this.words.yes : this.words.no;
    if (typeof value === 'number') return code(String(value));
    const list = LISTS[name];
    if (list) return this.word(list, value);
    if (name.endsWith('_on')) return this.on(value);
    if (name.endsWith('_at')) return this.day(value);
    return apart(value);
  }

  label(name: string): string {
    return this.words.label[name as Label] ?? name;
  }

  /** Name and value of each, for a paper. */
  facts(values: Readonly<Record<string, string | number | boolean | null>>): [string, string][] {
    return Object.entries(values).map(([name, value]) => [this.label(name), this.value(name, value)]);
  }
}
