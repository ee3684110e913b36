import type { ReactNode } from 'react';
import { COMPLAINT_CATEGORIES } from '#domain/charter/rights.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { ComplaintFiled, ComplaintFollowed } from '#domain/wire/rights.js';
import { CODE_WORDS } from '#domain/words/codes.js';
import type { House } from '#casework/rights/complaint-filing.service.js';
import { Frame } from '../pages/frame.js';
import type { PageContext } from '../pages/page-context.js';
import { Choices, Facts, Field, Notice, OneOf, PageForm, TextField } from '../pages/page.parts.js';
import { VOICE_WORDS } from './voice.words.js';

interface Base {
  readonly context: PageContext;
  /** What is wrong, by field; without a field under the empty name. */
  readonly wrong?: Readonly<Record<string, string>>;
  /** What was typed before something was wrong; never a passphrase. */
  readonly typed?: Readonly<Record<string, string>>;
}

const dayOf = (context: PageContext, at: string): string =>
  new Intl.DateTimeFormat(context.language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(at));

function Page({ context, wrong, back, children }: Base & { back?: boolean; children: ReactNode }) {
  const words = VOICE_WORDS[context.language];
  return (
    <Frame
      context={context}
      title={words.title}
      exit="/today"
      back={back ? { to: '/voice', say: words.title } : undefined}
    >
      {wrong?.[''] && <Notice tone="bad">{wrong['']}</Notice>}
      {children}
    </Frame>
  );
}

/** Where complaining begins: two ways on, and what is kept of whoever takes one. */
export function VoicePage({ context }: Base) {
  const words = VOICE_WORDS[context.language];
  return (
    <Page context={context}>
      <h1>{words.title}</h1>
      <p>{words.intro}</p>
      <p>{words.no_name}</p>
      <p>
        <a href="/voice/new">{words.file}</a>
      </p>
      <p>
        <a href="/voice/follow">{words.follow}</a>
      </p>
    </Page>
  );
}

/** The complaint itself: what is chosen, what is said, and the passphrase to come back with. */
export function VoiceFormPage(props: Base & { houses: readonly House[] }) {
  const { context, wrong = {}, typed = {} } = props;
  const words = VOICE_WORDS[context.language];
  return (
    <Page context={context} wrong={wrong} back>
      <h1>{words.file}</h1>
      <p>{words.no_name}</p>
      <PageForm context={context} action="/voice/new" submit={words.send}>
        <AboutHouse {...props} />
        <Choices
          name="category"
          kind="radio"
          legend={words.category}
          wrong={wrong['category']}
          choices={COMPLAINT_CATEGORIES.map((value) => ({
            value,
            say: CODE_WORDS[context.language].complaint_category[value],
            chosen: typed['category'] === value,
          }))}
        />
        <Choices
          name="concerns_minor"
          kind="checkbox"
          legend={words.minor}
          choices={[{ value: 'yes', say: words.minor_yes, chosen: typed['concerns_minor'] === 'yes' }]}
        />
        <TextField
          name="words"
          label={words.words}
          hint={words.words_hint}
          wrong={wrong['words']}
          value={typed['words'] ?? ''}
          limit={LIMITS.complaint_words_characters_max}
          required
        />
        <Field
          name="about_whom"
          label={words.whom}
          hint={words.whom_hint}
          dir="auto"
          defaultValue={typed['about_whom']}
          maxLength={200}
        />
        <Field
          name="passphrase"
          label={words.passphrase}
          hint={words.passphrase_hint}
          wrong={wrong['passphrase']}
          dir="auto"
          required
          minLength={LIMITS.passphrase_characters_min}
          maxLength={LIMITS.password_characters_max}
          autoComplete="off"
        />
      </PageForm>
    </Page>
  );
}

/** Which house it is about: each under its name, in the order of the reader's alphabet. */
function AboutHouse({ context, wrong = {}, typed = {}, houses }: Base & { houses: readonly House[] }) {
  const words = VOICE_WORDS[context.language];
  const named = houses
    .map(({ code, names }) => ({ code, name: names[context.language] }))
    .sort((a, b) => a.name.localeCompare(b.name, context.language));
  return (
    <OneOf
      context={context}
      name="about"
      label={words.about}
      wrong={wrong['about']}
      chosen={typed['about'] ?? ''}
      options={named.map(({ code, name }) => ({ value: code, text: name }))}
    />
  );
}

/** It has arrived: the code, once, and until when to expect what. */
export function VoiceFiledPage({ context, filed }: Base & { filed: ComplaintFiled }) {
  const words = VOICE_WORDS[context.language];
  return (
    <Page context={context} back>
      <h1>{words.filed}</h1>
      <Notice tone="good">
        <p>
          {words.your_code}:{' '}
          <strong>
            <bdi dir="ltr">{filed.reference}</bdi>
          </strong>
        </p>
        <p>{words.keep}</p>
      </Notice>
      {filed.passed_on && <p>{words.elsewhere}</p>}
      <p>
        <a href="/voice/follow">{words.follow}</a>
      </p>
    </Page>
  );
}

/** Code and passphrase. */
export function VoiceKeyPage({ context, wrong = {}, typed = {} }: Base) {
  const words = VOICE_WORDS[context.language];
  return (
    <Page context={context} wrong={wrong} back>
      <h1>{words.follow}</h1>
      <PageForm context={context} action="/voice/follow" submit={words.open}>
        <Field
          name="code"
          label={words.code}
          className="code"
          defaultValue={typed['code']}
          required
          maxLength={64}
        />
        <Field
          name="passphrase"
          label={words.secret}
          wrong={wrong['passphrase']}
          dir="auto"
          type="password"
          required
          maxLength={LIMITS.password_characters_max}
          autoComplete="off"
        />
      </PageForm>
    </Page>
  );
}

/** Where it stands, what was written, and what the complainant may do. */
export function VoiceComplaintPage(props: Base & { complaint: ComplaintFollowed; ticket: string }) {
  const { context, wrong, complaint, ticket } = props;
  const { language } = context;
  const words = VOICE_WORDS[language];
  const say = CODE_WORDS[language];
  return (
    <Page context={context} {...(wrong ? { wrong } : {})} back>
      <h1>
        <bdi dir="ltr">{complaint.reference}</bdi>
      </h1>
      <Facts
        facts={[
          [words.state, say.complaint_state[complaint.state]],
          [words.about, complaint.about[language]],
          [words.handled_by, complaint.handled_by[language]],
          [words.category, say.complaint_category[complaint.category]],
          [words.received, dayOf(context, complaint.received_on)],
          complaint.state === 'received' && [
            words.until_acknowledged,
            dayOf(context, complaint.acknowledge_due_at),
          ],
          complaint.outcome === null && [words.until_decided, dayOf(context, complaint.decide_due_at)],
          complaint.outcome !== null && [words.outcome, say.complaint_outcome[complaint.outcome]],
          complaint.decision !== null && [words.decision, <bdi key="d">{complaint.decision}</bdi>],
          complaint.remedy !== null && [words.remedy, <bdi key="r">{complaint.remedy}</bdi>],
          complaint.outcome !== null && [words.appeal, complaint.appeal_to[language]],
        ]}
      />
      {complaint.passed_on && <p>{words.elsewhere}</p>}
      <h2>{words.written}</h2>
      <Messages complaint={complaint} context={context} />
      <h2>{words.reply}</h2>
      <p>{words.revenge}</p>
      <PageForm context={context} action="/voice/reply" submit={words.reply_send}>
        <input type="hidden" name="ticket" value={ticket} />
        <TextField
          name="words"
          label={words.words}
          wrong={wrong?.['words']}
          limit={LIMITS.complaint_words_characters_max}
          required
        />
      </PageForm>
      {complaint.outcome === null && (
        <>
          <h2>{words.withdraw}</h2>
          <p>{words.withdraw_hint}</p>
          <PageForm context={context} action="/voice/withdraw" submit={words.withdraw} look="plain">
            <input type="hidden" name="ticket" value={ticket} />
          </PageForm>
        </>
      )}
    </Page>
  );
}

function Messages({ complaint, context }: { complaint: ComplaintFollowed; context: PageContext }) {
  const words = VOICE_WORDS[context.language];
  const first = {
    message: 'first',
    mine: true,
    words: complaint.words,
    written_at: complaint.received_on,
  };
  return (
    <>
      {[first, ...complaint.messages].map((one) => (
        <Notice key={one.message} {...(one.mine ? {} : { tone: 'good' as const })}>
          <p className="soft">
            {one.mine ? words.you : words.they} · {dayOf(context, one.written_at)}
          </p>
          {one.words === null ? <p>{words.gone}</p> : <pre dir="auto">{one.words}</pre>}
        </Notice>
      ))}
    </>
  );
}
