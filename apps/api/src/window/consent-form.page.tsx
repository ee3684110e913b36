import { CONSENT_KINDS, SENSITIVE_CATEGORIES, type ConsentCategory } from '#domain/charter/consent.js';
import { CONSENT_WORDS } from '#domain/words/consent.js';
import type { ConsentOffer } from '#domain/wire/consent.js';
import type { WindowProvider } from '#domain/wire/window.js';
import { Choices, Field, PageForm, type Choice } from '../pages/page.parts.js';
import { Name, PartPage } from './window.parts.js';
import type { Visit } from './window-visits.js';

interface ConsentFormProps {
  readonly visit: Visit;
  readonly offer: ConsentOffer;
  readonly at: number;
  readonly providers: readonly WindowProvider[];
}

/** What a consent is to say. Safety is asked apart, what is sensitive one by one, and nothing is ticked beforehand. */
export function ConsentFormPage({ visit, offer, at, providers }: ConsentFormProps) {
  const { context, words, posted, problem } = visit;
  const say = words.sharing;
  const consentWords = CONSENT_WORDS[context.language];
  const allowed: readonly ConsentCategory[] = CONSENT_KINDS[offer.kind].categories;
  const isSensitive = (one: ConsentCategory): boolean =>
    (SENSITIVE_CATEGORIES as readonly ConsentCategory[]).includes(one);
  const chosen = posted?.all('categories') ?? [];
  const choice = (value: ConsentCategory): Choice => ({
    value,
    say: words.sent.categories[value],
    chosen: chosen.includes(value),
  });
  const ordinary = allowed.filter((one) => one !== 'safety' && !isSensitive(one));
  const to = posted?.text('to') ?? '';
  const recipients: Choice[] = [
    ...offer.classes.map((one) => ({
      value: `class:${one}`,
      say: consentWords.recipient_class[one],
      chosen: to === `class:${one}`,
    })),
    ...(offer.organisation
      ? providers.map((one) => ({
          value: one.code,
          say: <Name visit={visit} labels={one.names} />,
          chosen: to === one.code,
        }))
      : []),
  ];
  const wrong = (...fields: string[]): string | undefined =>
    problem?.field !== undefined && fields.includes(problem.field) ? problem.sentence : undefined;
  return (
    <PartPage visit={visit} part="sharing">
      <h2>{consentWords.consent_kind[offer.kind]}</h2>
      <PageForm context={context} action={`/window/sharing/new/${at}`} submit={say.next}>
        <Choices
          name="to"
          legend={say.choose_to}
          kind="radio"
          wrong={wrong('recipient', 'recipient_class')}
          choices={recipients}
        />
        {ordinary.length > 0 && (
          <Choices
            name="categories"
            legend={say.choose_what}
            hint={say.choose_what_hint}
            kind="checkbox"
            wrong={wrong('categories')}
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
        <Choices
          name="ends"
          legend={say.choose_until}
          kind="radio"
          wrong={wrong('expires_on')}
          choices={(['end_of_care', 'date', ...(offer.no_end ? (['none'] as const) : [])] as const).map(
            (value) => ({
              value,
              say: consentWords.consent_end[value],
              chosen: posted?.text('ends') === value,
            }),
          )}
        />
        <Field
          name="expires_on"
          label={say.date}
          type="date"
          defaultValue={posted?.text('expires_on') ?? ''}
        />
      </PageForm>
    </PartPage>
  );
}
