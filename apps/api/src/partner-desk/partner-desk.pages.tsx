import type { ReactNode } from 'react';
import { TOKEN_STATES, type TokenState } from '#domain/charter/eligibility.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { PartnerToken, ProgrammeView } from '#domain/wire/eligibility.js';
import { Frame } from '../pages/frame.js';
import type { PageContext } from '../pages/page-context.js';
import { Facts, Field, Notice, PageForm } from '../pages/page.parts.js';
import { PARTNER_WORDS } from './partner-desk.words.js';

interface DeskProps {
  readonly context: PageContext;
  readonly programmes: readonly ProgrammeView[];
}

/** What was typed into the search, and what is hidden in its export and its next page. */
export interface TypedSearch {
  readonly programme: string;
  readonly state: string;
  readonly person: string;
}

export function SignInPage(props: {
  readonly context: PageContext;
  readonly login?: string;
  readonly wrong?: string | undefined;
  readonly notice?: 'ended' | 'signedOut' | 'joined' | undefined;
}) {
  const { context, login, wrong, notice } = props;
  const words = PARTNER_WORDS[context.language];
  return (
    <Frame context={context} title={words.title} exit={null}>
      <h1>{words.title}</h1>
      {notice && <Notice>{words[notice]}</Notice>}
      {wrong && <Notice tone="bad">{wrong}</Notice>}
      <PageForm context={context} action="/partner/sign-in" submit={words.signIn}>
        <Field
          name="login"
          label={words.login}
          defaultValue={login}
          autoComplete="username"
          dir="ltr"
          required
        />
        <Field
          name="password"
          label={words.password}
          type="password"
          autoComplete="current-password"
          required
        />
      </PageForm>
      <p>
        <a href="/partner/join">{words.joinOffer}</a>
      </p>
    </Frame>
  );
}

export function JoinPage({
  context,
  wrong,
}: {
  readonly context: PageContext;
  readonly wrong?: string | undefined;
}) {
  const words = PARTNER_WORDS[context.language];
  return (
    <Frame context={context} title={words.title} exit={null} back={{ to: '/partner', say: words.back }}>
      <h1>{words.join}</h1>
      {wrong && <Notice tone="bad">{wrong}</Notice>}
      <PageForm context={context} action="/partner/join" submit={words.join}>
        <Field name="login" label={words.login} autoComplete="username" dir="ltr" required />
        <Field name="code" label={words.invitation} className="code" required />
        <Field
          name="password"
          label={words.newPassword}
          hint={words.passwordHint}
          type="password"
          autoComplete="new-password"
          minLength={LIMITS.password_characters_min}
          required
        />
      </PageForm>
    </Frame>
  );
}

function Desk({
  context,
  back,
  children,
}: {
  readonly context: PageContext;
  readonly back?: boolean;
  readonly children: ReactNode;
}) {
  const words = PARTNER_WORDS[context.language];
  return (
    <Frame
      context={context}
      title={words.title}
      exit={null}
      back={back ? { to: '/partner', say: words.home } : undefined}
    >
      {children}
    </Frame>
  );
}

/** The first page: a code to check, and where the rest is. */
export function DeskPage(props: {
  readonly context: PageContext;
  readonly name: string;
  readonly house: string;
  readonly wrong?: string | undefined;
  readonly code?: string;
}) {
  const { context, name, house, wrong, code } = props;
  const words = PARTNER_WORDS[context.language];
  return (
    <Desk context={context}>
      <h1>{words.title}</h1>
      <p className="soft">
        {words.signedInAs} <bdi>{name}</bdi>, <bdi>{house}</bdi>
      </p>
      <h2>{words.check}</h2>
      <CheckForm context={context} wrong={wrong} code={code} />
      <p className="soft">{words.explain}</p>
      <ul className="menu">
        <li>
          <a href="/partner/tokens">{words.tokens}</a>
        </li>
        <li>
          <a href="/partner/messages">{words.messages}</a>
        </li>
      </ul>
      <PageForm context={context} action="/partner/sign-out" submit={words.signOut} look="plain" />
    </Desk>
  );
}

function CheckForm(props: {
  readonly context: PageContext;
  readonly wrong?: string | undefined;
  readonly code?: string | undefined;
}) {
  const words = PARTNER_WORDS[props.context.language];
  return (
    <PageForm context={props.context} action="/partner/check" submit={words.checkNow}>
      <Field
        name="code"
        className="code"
        label={words.code}
        hint={words.codeHint}
        wrong={props.wrong}
        defaultValue={props.code}
        autoCapitalize="characters"
        maxLength={64}
        required
      />
    </PageForm>
  );
}

/** What a code stands for. The code is shown as it was typed: it is kept nowhere. */
export function TokenPage({
  context,
  programmes,
  token,
  code,
  taken,
}: DeskProps & {
  readonly token: PartnerToken;
  readonly code?: string;
  readonly taken?: boolean;
}) {
  const words = PARTNER_WORDS[context.language];
  return (
    <Desk context={context} back>
      <h1>{words.states[token.state]}</h1>
      {taken && <Notice tone="good">{words.taken}</Notice>}
      <Facts
        facts={[
          code !== undefined && [words.code, <bdi key="code">{code}</bdi>],
          [words.person, <bdi key="person">{token.person}</bdi>],
          ...factsOf(context, programmes, token),
        ]}
      />
      <p className="soft">{words.personHint}</p>
      {token.state === 'valid' && token.use === 'once' && (
        <PageForm context={context} action={`/partner/tokens/${token.reference}/take`} submit={words.take}>
          <p className="soft">{words.takeHint}</p>
        </PageForm>
      )}
    </Desk>
  );
}

export function TokensPage({
  context,
  programmes,
  tokens,
  search,
  next,
}: DeskProps & {
  readonly tokens: readonly PartnerToken[];
  readonly search: TypedSearch;
  readonly next: string | null;
}) {
  const words = PARTNER_WORDS[context.language];
  return (
    <Desk context={context} back>
      <h1>{words.tokens}</h1>
      <PageForm context={context} action="/partner/tokens" submit={words.search}>
        <Select
          name="programme"
          label={words.programme}
          chosen={search.programme}
          choices={[
            ['', words.any],
            ...programmes.map(({ code, names }) => [code, names[context.language]] as const),
          ]}
        />
        <Select
          name="state"
          label={words.state}
          chosen={search.state}
          choices={[['', words.any], ...TOKEN_STATES.map((state) => [state, words.states[state]] as const)]}
        />
        <Field
          name="person"
          className="code"
          label={words.person}
          defaultValue={search.person}
          maxLength={64}
        />
      </PageForm>
      {tokens.length === 0 && <p>{words.tokensNone}</p>}
      {tokens.map((token) => (
        <div className="card" key={token.reference}>
          <h2>
            <bdi>{token.person}</bdi>
          </h2>
          <Facts facts={factsOf(context, programmes, token)} />
        </div>
      ))}
      {next !== null && (
        <PageForm context={context} action="/partner/tokens" submit={words.next} look="plain">
          <Hidden search={search} />
          <input type="hidden" name="cursor" value={next} />
        </PageForm>
      )}
      <PageForm context={context} action="/partner/tokens/export" submit={words.exportTable} look="plain">
        <Hidden search={search} />
      </PageForm>
    </Desk>
  );
}

export function MessagesPage({
  context,
  programmes,
  tokens,
}: DeskProps & { readonly tokens: readonly PartnerToken[] }) {
  const words = PARTNER_WORDS[context.language];
  return (
    <Desk context={context} back>
      <h1>{words.messages}</h1>
      {tokens.length === 0 && <p>{words.messagesNone}</p>}
      <ul>
        {tokens.map((token) => {
          const say = token.state === 'expired' ? words.messageExpired : words.messageEnded;
          return (
            <li key={token.reference}>
              {say(`\u2068${token.person}\u2069`, programmeOf(context, programmes, token))}
            </li>
          );
        })}
      </ul>
    </Desk>
  );
}

interface SelectProps {
  readonly name: string;
  readonly label: string;
  readonly chosen: string;
  readonly choices: readonly (readonly [value: string, say: string])[];
}

function Select({ name, label, chosen, choices }: SelectProps) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <select id={name} name={name} defaultValue={chosen}>
        {choices.map(([value, say]) => (
          <option key={value} value={value}>
            {say}
          </option>
        ))}
      </select>
    </div>
  );
}

function Hidden({ search }: { readonly search: TypedSearch }) {
  return Object.entries(search).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}

function factsOf(context: PageContext, programmes: readonly ProgrammeView[], token: PartnerToken) {
  const words = PARTNER_WORDS[context.language];
  return [
    [words.programme, programmeOf(context, programmes, token)],
    [words.tier, tierOf(context, programmes, token)],
    [words.validUntil, <bdi key="until">{token.valid_until_on}</bdi>],
    [words.state, words.states[token.state]],
    [words.use, words.uses[token.use]],
    [words.shownAt, <bdi key="shown">{token.shown_on}</bdi>],
    token.used_on !== null && ([words.usedAt, <bdi key="used">{token.used_on}</bdi>] as const),
  ] as const;
}

export function programmeOf(
  { language }: Pick<PageContext, 'language'>,
  programmes: readonly ProgrammeView[],
  token: PartnerToken,
): string {
  return programmes.find(({ code }) => code === token.programme)?.names[language] ?? token.programme;
}

export function tierOf(
  { language }: Pick<PageContext, 'language'>,
  programmes: readonly ProgrammeView[],
  token: PartnerToken,
): string {
  const programme = programmes.find(({ code }) => code === token.programme);
  return programme?.tiers.find(({ code }) => code === token.tier)?.names[language] ?? token.tier;
}

/** A state as somebody may have typed it into an address or a form. */
export function stateOf(text: string): TokenState | undefined {
  return TOKEN_STATES.find((state) => state === text);
}
