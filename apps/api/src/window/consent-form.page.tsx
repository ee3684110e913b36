import { CONSENT_KINDS, SENSITIVE_CATEGORIES, type ConsentCategory } from '#domain/charter/consent.js';
import { CONSENT_END_WORDS, CONSENT_WORDS } from '#domain/words/consent.js';
import type { ConsentOffer } from '#domain/wire/consent.js';
import type { WindowProvider } from '#domain/wire/window.js';
import { Choices, Field, OneOf, PageForm, type Choice } from '../pages/page.parts.js';
import { SIGN_WAYS } from './sign.page.js';
import { PartPage } from './window.parts.js';
import type { Visit } from './window-visits.js';

interface ConsentFormProps {
  readonly visit: Visit;
  readonly offer: ConsentOffer;
  readonly at: number;
  readonly providers: readonly WindowProvider[];
}

/** What a consent is to say. Safety is asked apart, what is sensitive one by one, and nothing is ticked beforehand. */
export function ConsentFormPage(props: ConsentFormProps) {
  const { visit, offer, at } = props;
  const { context, words, posted } = visit;
  return (
    <PartPage visit={visit} part="sharing">
      <h2>{CONSENT_WORDS[context.language].consent_kind[offer.kind]}</h2>
      <PageForm context={context} action={`/window/sharing/new/${at}`} submit={words.sharing.next}>
        <ToWhom {...props} />
        <What visit={visit} offer={offer} />
        <UntilWhen visit={visit} offer={offer} />
        <Field
          name="expires_on"
          label={words.sharing.date}
          type="date"
          defaultValue={posted?.text('expires_on') ?? ''}
        />
        <HowConfirmed visit={visit} />
      </PageForm>
    </PartPage>
  );
}

const wrong = ({ problem }: Visit, ...fields: string[]): string | undefined =>
  problem?.field !== undefined && fields.includes(problem.field) ? problem.sentence : undefined;

/** A class of recipients is one of a few; houses are many, each under its name in the order of the reader’s alphabet. */
function ToWhom({ visit, offer, providers }: Omit<ConsentFormProps, 'at'>) {
  const { language } = visit.context;
  const to = visit.posted?.text('to') ?? '';
  const legend = visit.words.sharing.choose_to;
  const problem = wrong(visit, 'recipient', 'recipient_class');
  const classes = offer.classes.map((one) => ({
    value: `class:${one}`,
    text: CONSENT_WORDS[language].recipient_class[one],
  }));
  if (!offer.organisation)
    return (
      <Choices
        name="to"
        legend={legend}
        kind="radio"
        wrong={problem}
        choices={classes.map(({ value, text }) => ({ value, say: text, chosen: to === value }))}
      />
    );
  const houses = providers
    .map((one) => ({ value: one.code, text: one.names[language] }))
    .sort((a, b) => a.text.localeCompare(b.text, language));
  return (
    <OneOf
      context={visit.context}
      name="to"
      label={legend}
      wrong={problem}
      chosen={to}
      options={[...classes, ...houses]}
    />
  );
}

type PartProps = Pick<ConsentFormProps, 'visit' | 'offer'>;

const isSensitive = (one: ConsentCategory): boolean =>
  (SENSITIVE_CATEGORIES as readonly ConsentCategory[]).includes(one);

function What({ visit, offer }: PartProps) {
  const { words, posted } = visit;
  const say = words.sharing;
  const allowed: readonly ConsentCategory[] = CONSENT_KINDS[offer.kind].categories;
  const chosen = posted?.all('categories') ?? [];
  const choice = (value: ConsentCategory): Choice => ({
    value,
    say: words.sent.categories[value],
    chosen: chosen.includes(value),
  });
  const ordinary = allowed.filter((one) => one !== 'safety' && !isSensitive(one));
  return (
    <>
      {ordinary.length > 0 && (
        <Choices
          name="categories"
          legend={say.choose_what}
          hint={say.choose_what_hint}
          kind="checkbox"
          wrong={wrong(visit, 'categories')}
          choices={ordinary.map(choice)}
        />
      )}
      {allowed.includes('safety') && (
        <Choices
          name="categories"
          legend={say.safety}
          hint={say.safety_hint}
          kind="checkbox"
          choices={[choice('safety')]}
        />
      )}
      {allowed.some(isSensitive) && (
        <Choices
          name="categories"
          legend={say.sensitive}
          kind="checkbox"
          choices={allowed.filter(isSensitive).map(choice)}
        />
      )}
    </>
  );
}

function UntilWhen({ visit, offer }: PartProps) {
  const ends = ['end_of_care', 'date', ...(offer.no_end ? (['none'] as const) : [])] as const;
  return (
    <Choices
      name="ends"
      legend={visit.words.sharing.choose_until}
      kind="radio"
      wrong={wrong(visit, 'expires_on')}
      choices={ends.map((value) => ({
        value,
        say: CONSENT_END_WORDS[visit.context.language][value],
        chosen: visit.posted?.text('ends') === value,
      }))}
    />
  );
}

/** The document says how it is confirmed, so this is asked before it is shown. */
function HowConfirmed({ visit }: Pick<PartProps, 'visit'>) {
  const say = visit.words.sharing;
  return (
    <Choices
      name="how"
      legend={say.sign_how}
      kind="radio"
      wrong={wrong(visit, 'given_how')}
      choices={SIGN_WAYS.map((value) => ({
        value,
        say: value === 'code' ? say.by_code : say.by_screen,
        chosen: visit.posted?.text('how') === value,
      }))}
    />
  );
}
