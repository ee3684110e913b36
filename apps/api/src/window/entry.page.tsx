import type { Refusal } from '#domain/refusal.js';
import { refusalSentence } from '#domain/words/refusals.js';
import { WINDOW_WORDS } from '#domain/words/window.js';
import { Frame } from '../pages/frame.js';
import type { PageContext } from '../pages/page-context.js';
import { Field, Notice, PageForm } from '../pages/page.parts.js';
import { PasskeyEntry, PASSKEY_SCRIPT } from './passkey.parts.js';

interface EntryPageProps {
  readonly context: PageContext;
  /** Why somebody stands at the door again. */
  readonly ended?: boolean;
  readonly refusal?: Refusal | undefined;
  /** The code as it was typed: typing it again on a bus is no security. */
  readonly code?: string;
}

/** The door: it asks for a code and a passphrase and says nothing of what is behind. */
export function EntryPage({ context, ended = false, refusal, code = '' }: EntryPageProps) {
  const words = WINDOW_WORDS[context.language];
  const say = words.enter;
  return (
    <Frame context={context} title={words.tab} exit="/window/leave" scripts={[PASSKEY_SCRIPT]}>
      <h1>{say.title}</h1>
      {refusal && (
        <Notice tone="bad">
          {refusalSentence(context.language, refusal.code, refusal.details.parameters ?? {})}
        </Notice>
      )}
      {ended && !refusal && <Notice>{say.ended}</Notice>}
      <p>{say.lead}</p>
      <PageForm context={context} action="/window/enter" submit={say.submit}>
        <Field
          name="code"
          label={say.code}
          hint={say.code_hint}
          className="code"
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          inputMode="text"
          maxLength={40}
          required
          defaultValue={code}
        />
        <Field
          name="passphrase"
          label={say.passphrase}
          hint={say.passphrase_hint}
          type="password"
          autoComplete="off"
          dir="auto"
          maxLength={256}
          required
        />
      </PageForm>
      <PasskeyEntry context={context} say={say.key} />
      <h2>{say.no_code}</h2>
      <p>{say.no_code_how}</p>
      <h2>{say.exit_title}</h2>
      <p>{say.exit_how}</p>
    </Frame>
  );
}
