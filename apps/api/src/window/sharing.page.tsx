import { CONSENT_END_WORDS, CONSENT_WORDS } from '#domain/words/consent.js';
import type { ConsentCopy, ConsentView } from '#domain/wire/consent.js';
import type { OwnConsents } from '#casework/consent/own-consent.service.js';
import { Choices, Facts, PageForm } from '../pages/page.parts.js';
import { fill, Name, PartPage } from './window.parts.js';
import type { Visit } from './window-visits.js';

/** What a consent says in few lines: to whom, what, what for, until when. */
function ConsentFacts({ visit, consent }: { readonly visit: Visit; readonly consent: ConsentView }) {
  const { context, words, dates } = visit;
  const say = words.sharing;
  const list = new Intl.ListFormat(context.language);
  const consentWords = CONSENT_WORDS[context.language];
  return (
    <Facts
      facts={[
        [say.to, <Name key="to" visit={visit} labels={consent.recipient.names} />],
        consent.categories.length > 0 && [
          say.what,
          list.format(consent.categories.map((one) => words.sent.categories[one])),
        ],
        [say.purposes, list.format(consent.purposes.map((one) => consentWords.consent_purpose[one]))],
        [
          say.until,
          consent.expires_on
            ? dates.day(consent.expires_on)
            : CONSENT_END_WORDS[context.language][consent.ends],
        ],
        [say.given_at, dates.day(consent.given_at)],
        consent.signer !== 'self' && ['', say.by_guardian],
      ]}
    />
  );
}

function stateOf({ words, dates }: Visit, consent: ConsentView): string {
  const say = words.sharing;
  if (consent.withdrawn_at) return fill(say.withdrawn, { at: dates.day(consent.withdrawn_at) });
  return consent.stands ? say.stands : say.ended;
}

interface SharingPageProps {
  readonly visit: Visit;
  readonly own: OwnConsents;
}

/** All consents of the client at every house, and the way to a new one. */
export function SharingPage({ visit, own }: SharingPageProps) {
  const { words, context } = visit;
  const say = words.sharing;
  const kinds = CONSENT_WORDS[context.language].consent_kind;
  const cards = (title: string, consents: readonly ConsentView[]) =>
    consents.length > 0 && (
      <>
        <h2>{title}</h2>
        {consents.map((consent) => (
          <section className="card" key={consent.reference}>
            <h3>{kinds[consent.kind]}</h3>
            <p>
              <strong>{stateOf(visit, consent)}</strong>
            </p>
            <ConsentFacts visit={visit} consent={consent} />
            <p>
              <a href={`/window/sharing/${consent.reference}`}>{consent.stands ? say.open : say.open_over}</a>
            </p>
          </section>
        ))}
      </>
    );
  return (
    <PartPage visit={visit} part="sharing" lead={say.lead}>
      {own.consents.length === 0 && <p>{say.none}</p>}
      {cards(
        say.given,
        own.consents.filter(({ stands }) => stands),
      )}
      <h2>{say.give}</h2>
      {own.minor && <p>{say.guardian}</p>}
      {own.offered.length === 0 && <p>{say.no_care}</p>}
      {!own.minor && own.offered.length > 0 && (
        <>
          <p>{say.give_lead}</p>
          <ul className="menu">
            {own.offered.map(({ kind }, at) => (
              <li key={kind}>
                <a href={`/window/sharing/new/${at}`}>{kinds[kind]}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {cards(
        say.over,
        own.consents.filter(({ stands }) => !stands),
      )}
    </PartPage>
  );
}

interface ConsentPageProps {
  readonly visit: Visit;
  readonly copy: ConsentCopy;
}

/** One consent: its words as they were signed, and both ways to take something away; taking it back needs one press (R-C04). */
export function ConsentPage({ visit, copy }: ConsentPageProps) {
  const { context, words, dates } = visit;
  const { consent } = copy;
  const say = words.sharing;
  const newest = copy.versions.at(-1);
  const action = `/window/sharing/${consent.reference}`;
  const list = new Intl.ListFormat(context.language);
  return (
    <PartPage visit={visit} part="sharing">
      <section className="card">
        <h2>{CONSENT_WORDS[context.language].consent_kind[consent.kind]}</h2>
        <p>
          <strong>{stateOf(visit, consent)}</strong>
        </p>
        <ConsentFacts visit={visit} consent={consent} />
      </section>
      {consent.withdrawn_at === null && (
        <>
          <h2>{say.withdraw}</h2>
          <p>{say.withdraw_how}</p>
          <PageForm context={context} action={`${action}/end`} submit={say.withdraw} look="grave" />
          {consent.stands && consent.categories.length > 1 && (
            <>
              <h2>{say.narrow}</h2>
              <PageForm context={context} action={`${action}/less`} submit={say.narrow_submit} look="plain">
                <input type="hidden" name="version" value={consent.version} />
                <Choices
                  name="categories"
                  legend={say.choose_what}
                  hint={say.narrow_how}
                  kind="checkbox"
                  choices={consent.categories.map((value) => ({
                    value,
                    say: words.sent.categories[value],
                    chosen: true,
                  }))}
                />
              </PageForm>
            </>
          )}
        </>
      )}
      {copy.already_left.length > 0 && <h2>{say.left}</h2>}
      {copy.already_left.map((left) => (
        <p key={`${left.disclosed_at}${left.recipient.en}`}>
          {dates.day(left.disclosed_at)}: <Name visit={visit} labels={left.recipient} />
          {left.categories.length > 0 &&
            ` (${list.format(left.categories.map((one) => words.sent.categories[one]))})`}
        </p>
      ))}
      <p>
        <a href={`/window/copy/${consent.reference}`}>{words.parts.copy.title}</a>
      </p>
      {newest && <Document visit={visit} document={newest.document} />}
    </PartPage>
  );
}

/** The words of a consent, in the language and direction in which it is signed. */
export function Document({
  visit,
  document,
}: {
  readonly visit: Visit;
  readonly document: ConsentCopy['versions'][number]['document'];
}) {
  return (
    <section
      className="card"
      lang={document.language}
      dir={document.language === 'ar' ? 'rtl' : 'ltr'}
      aria-label={document.title}
    >
      <h2>{document.title}</h2>
      <pre>{document.text}</pre>
      <Facts facts={document.lines.map(({ label, value }) => [label, <bdi key={label}>{value}</bdi>])} />
      <p className="soft">{visit.words.sharing.version}</p>
    </section>
  );
}
