import type { LetterAnswer } from '#domain/wire/document.js';
import { Frame } from '../pages/frame.js';
import type { PageContext } from '../pages/page-context.js';
import { Facts, Field, Notice, PageForm } from '../pages/page.parts.js';
import { VERIFY_WORDS } from './verify.words.js';

interface VerifyProps {
  readonly context: PageContext;
  /** What the letters of a code answer; undefined: nobody has asked yet. */
  readonly answer?: LetterAnswer;
  readonly wrong?: string;
}

/** Whether a letter stands. What is known, revoked and unknown has one shape: the same lines, filled in or not. */
export function VerifyPage({ context, answer, wrong }: VerifyProps) {
  const words = VERIFY_WORDS[context.language];
  return (
    <Frame context={context} title={words.title} exit={null}>
      <h1>{words.title}</h1>
      {wrong !== undefined && <Notice tone="bad">{wrong}</Notice>}
      {answer && <Answer context={context} answer={answer} />}
      <p>{words.intro}</p>
      <PageForm context={context} action="/verify" submit={words.ask}>
        <Field name="code" label={words.code} hint={words.hint} className="code" required maxLength={64} />
      </PageForm>
      <p>{words.only}</p>
    </Frame>
  );
}

function Answer({ context, answer }: { readonly context: PageContext; readonly answer: LetterAnswer }) {
  const { language } = context;
  const words = VERIFY_WORDS[language];
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const said = !answer.found ? words.unknown : answer.stands ? words.stands : words.revoked;
  return (
    <Notice tone={answer.found && answer.stands ? 'good' : 'bad'}>
      <Facts
        facts={[
          [words.answer, said],
          [words.kind, answer.found ? words.kinds[answer.kind] : words.nothing],
          [words.day, answer.found ? day.format(new Date(`${answer.given_on}T00:00:00Z`)) : words.nothing],
          [words.issuer, answer.found ? answer.issuer : words.nothing],
        ]}
      />
    </Notice>
  );
}
