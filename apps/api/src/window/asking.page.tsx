import { LIMITS } from '#domain/charter/limits.js';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type {
  WindowErasure,
  WindowHouse,
  WindowPasskeyView,
  WindowProvider,
  WindowWish,
} from '#domain/wire/window.js';
import type { FormKey } from '../pages/page-context.js';
import { Choices, Facts, Field, Notice, PageForm, TextField } from '../pages/page.parts.js';
import { PasskeyOffer, PASSKEY_SCRIPT } from './passkey.parts.js';
import { fill, Name, PartPage } from './window.parts.js';
import type { Visit } from './window-visits.js';

interface WishPageProps {
  readonly visit: Visit;
  readonly wishes: readonly WindowWish[];
  readonly providers: readonly WindowProvider[];
}

/** Asking for another provider: work for the key worker, with the client's wish. */
export function WishPage({ visit, wishes, providers }: WishPageProps) {
  const { context, words, dates, posted } = visit;
  const say = words.wish;
  const list = new Intl.ListFormat(context.language);
  const chosen = posted?.text('wished') ?? '';
  return (
    <PartPage visit={visit} part="wish" lead={say.lead} done={say.done}>
      {wishes.length > 0 && <h2>{say.asked}</h2>}
      {wishes.map((wish) => (
        <section className="card" key={wish.asked_at}>
          <p>
            {wish.wished ? <Name visit={visit} labels={wish.wished} /> : say.anywhere}
            <br />
            <span className="soft">
              {dates.day(wish.asked_at, wish.time_zone)} ·{' '}
              {wish.answered_at
                ? fill(say.answered, { at: dates.day(wish.answered_at, wish.time_zone) })
                : say.waiting}
            </span>
          </p>
        </section>
      ))}
      <PageForm context={context} action="/window/wish" submit={words.send}>
        <Choices
          name="wished"
          legend={say.where}
          kind="radio"
          choices={[
            { value: 'anywhere', say: say.anywhere, chosen: chosen === '' || chosen === 'anywhere' },
            ...providers.map((one) => ({
              value: one.code,
              chosen: chosen === one.code,
              say: (
                <>
                  <Name visit={visit} labels={one.names} />
                  {one.town && <span className="hint">{one.town[context.language]}</span>}
                  <span className="hint">
                    {say.offers}: {list.format(one.stages.map((stage) => words.road.stages[stage]))}
                  </span>
                </>
              ),
            })),
          ]}
        />
        <TextField
          name="words"
          label={say.words}
          hint={say.words_hint}
          limit={LIMITS.note_characters_max}
          value={posted?.text('words') ?? ''}
        />
      </PageForm>
    </PartPage>
  );
}

interface ForgetPageProps {
  readonly visit: Visit;
  readonly houses: readonly WindowHouse[];
  readonly erasures: readonly WindowErasure[];
}

/** Asking a house to forget: staff decide by the law of the place, and the decision is read here. */
export function ForgetPage({ visit, houses, erasures }: ForgetPageProps) {
  const { context, words, dates, problem } = visit;
  const say = words.forget;
  return (
    <PartPage visit={visit} part="forget" lead={say.lead} done={say.done}>
      {erasures.length > 0 && <h2>{say.asked}</h2>}
      {erasures.map((one) => (
        <section className="card" key={`${one.asked_on}${one.organisation.en}${one.state}`}>
          <h3>
            <Name visit={visit} labels={one.organisation} />
          </h3>
          <p>{say.states[one.state]}</p>
          <Facts
            facts={[
              [say.asked_on, dates.day(one.asked_on)],
              one.state === 'requested' && [say.decide_by, dates.day(one.decide_by_on)],
              one.retention_until_on && [say.kept_until, dates.day(one.retention_until_on)],
            ]}
          />
        </section>
      ))}
      {erasures.some(({ state }) => state === 'requested' || state === 'granted') && <p>{say.take_back}</p>}
      {houses.length > 0 && (
        <PageForm context={context} action="/window/forget" submit={say.submit} look="grave">
          <Choices
            name="house"
            legend={say.which}
            kind="radio"
            wrong={problem?.field === 'house' ? say.choose : undefined}
            choices={houses.map(({ code, names }) => ({
              value: code,
              say: <Name visit={visit} labels={names} />,
              chosen: visit.posted?.text('house') === code,
            }))}
          />
          <Choices
            name="sure"
            legend={say.sure}
            kind="checkbox"
            wrong={problem?.field === 'sure' ? say.confirm_needed : undefined}
            choices={[{ value: 'yes', say: say.confirm }]}
          />
        </PageForm>
      )}
    </PartPage>
  );
}

interface KeysPageProps {
  readonly visit: Visit;
  readonly keys: readonly WindowPasskeyView[];
  readonly offer: PublicKeyCredentialCreationOptionsJSON;
  readonly formKey: FormKey;
  /** The code of the card, once it was found right: a telephone makes no key before, which nobody would know. */
  readonly code?: string | undefined;
}

/** How the client comes in: keys of their telephones, and what to do when somebody knows the code. */
export function KeysPage({ visit, keys, offer, formKey, code }: KeysPageProps) {
  const { context, words, dates, problem } = visit;
  const say = words.keys;
  return (
    <PartPage visit={visit} part="keys" lead={say.lead} scripts={[PASSKEY_SCRIPT]}>
      <p data-no-script="">{say.needs_script}</p>
      {code === undefined ? (
        <PageForm context={context} action="/window/keys/code" submit={say.confirm} look="plain">
          <Field
            name="code"
            label={words.sharing.code}
            className="code"
            dir="ltr"
            required
            maxLength={40}
            autoComplete="off"
            wrong={problem?.field === 'code' ? problem.sentence : undefined}
          />
        </PageForm>
      ) : (
        <>
          <Notice>{say.confirmed}</Notice>
          <PasskeyOffer formKey={formKey} options={offer} say={say.add} code={code} />
        </>
      )}
      {keys.length > 0 && <h2>{say.yours}</h2>}
      {keys.map((key) => (
        <section className="card" key={key.id}>
          <p>
            {fill(say.made, { at: dates.day(key.created_at) })}
            <br />
            <span className="soft">
              {key.last_used_at ? fill(say.used, { at: dates.day(key.last_used_at) }) : say.never_used}
            </span>
          </p>
          <PageForm context={context} action="/window/keys/remove" submit={say.remove} look="plain">
            <input type="hidden" name="id" value={key.id} />
          </PageForm>
        </section>
      ))}
      <h2>{say.new_code}</h2>
      <p>{say.new_code_how}</p>
    </PartPage>
  );
}
