import type { ContactView, OwnContactView, OwnNoticeView } from '#domain/wire/notices.js';
import { PHONE_READERS } from '#domain/wire/notices.js';
import { NOTICE_CHANNELS } from '#domain/charter/notices.js';
import { LIMITS } from '#domain/charter/limits.js';
import { wordOf } from '#domain/words/codes.js';
import { Choices, Field, PageForm, TextField } from '../pages/page.parts.js';
import { BROWSER_SCRIPT, BrowserOffer } from './browser.parts.js';
import { Older, PartPage } from './window.parts.js';
import type { Visit } from './window-visits.js';

interface MessagesPageProps {
  readonly visit: Visit;
  readonly zone: string;
  readonly notices: { readonly items: readonly OwnNoticeView[]; readonly next: string | null };
  readonly contact: OwnContactView;
}

/** What the client was told, and how they may be reached: their own rules, of which nothing is filled in for them. */
export function MessagesPage({ visit, zone, notices, contact }: MessagesPageProps) {
  const { words, dates, context } = visit;
  const say = words.messages;
  return (
    <PartPage visit={visit} part="messages" done={say.done} scripts={[BROWSER_SCRIPT]}>
      <h2>{say.told}</h2>
      {notices.items.length === 0 && <p>{words.none}</p>}
      <ol className="road">
        {notices.items.map((one) => (
          <li key={one.id}>
            <strong>{wordOf(context.language, 'notice_kind', one.kind)}</strong>
            {one.read_at === null && ` (${say.new})`}
            <br />
            <span className="soft">{dates.at(one.told_at, zone)}</span>
            {one.happens_at && (
              <>
                <br />
                {dates.at(one.happens_at, zone)}
              </>
            )}
          </li>
        ))}
      </ol>
      <Older visit={visit} part="messages" next={notices.next} />
      <BrowserOffer visit={visit} contact={contact} />
      <h2>{say.contact}</h2>
      {contact.anonymous ? <p>{say.anonymous}</p> : <ContactForm visit={visit} contact={contact} />}
    </PartPage>
  );
}

interface RulesProps {
  readonly visit: Visit;
  readonly rules: ContactView['rules'];
}

/** What was just typed, where something was wrong with it; otherwise what is kept. */
const said = ({ posted }: Visit, name: string, kept: string | null | undefined): string =>
  posted ? posted.text(name) : (kept ?? '');

interface TickProps {
  readonly visit: Visit;
  readonly name: string;
  readonly label: string;
  readonly kept: boolean | undefined;
}

function Tick({ visit: { posted }, name, label, kept }: TickProps) {
  const ticked = posted ? posted.text(name) === 'yes' : kept === true;
  return (
    <div className="choice">
      <input type="checkbox" id={name} name={name} value="yes" defaultChecked={ticked} />
      <label htmlFor={name}>{label}</label>
    </div>
  );
}

function ContactForm({ visit, contact }: { readonly visit: Visit; readonly contact: ContactView }) {
  const { words, context } = visit;
  const say = words.messages;
  const { rules } = contact;
  return (
    <>
      <p>{say.contact_lead}</p>
      <PageForm context={context} action="/window/messages" submit={say.save}>
        <input type="hidden" name="version" value={contact.version} />
        <Tick visit={visit} name="never" label={say.never} kept={rules?.do_not_contact} />
        <WaysAndHours visit={visit} rules={rules} />
        <WhatMayBeSaid visit={visit} rules={rules} />
        <TextField
          name="note"
          label={say.note}
          limit={LIMITS.contact_note_characters_max}
          value={said(visit, 'note', rules?.note)}
        />
      </PageForm>
    </>
  );
}

/** By which ways somebody may be reached, where, and at which hours. */
function WaysAndHours({ visit, rules }: RulesProps) {
  const { words, context, posted, problem } = visit;
  const say = words.messages;
  const wrong = (field: string) => (problem?.field === field ? problem.sentence : undefined);
  return (
    <>
      <Choices
        name="channels"
        legend={say.ways}
        kind="checkbox"
        choices={NOTICE_CHANNELS.filter((one) => one !== 'push').map((value) => ({
          value,
          say: wordOf(context.language, 'notice_channel', value),
          chosen: posted
            ? posted.all('channels').includes(value)
            : (rules?.channels.includes(value) ?? false),
        }))}
      />
      <Field
        name="email"
        label={say.email}
        type="email"
        dir="ltr"
        wrong={wrong('email')}
        defaultValue={said(visit, 'email', rules?.email)}
      />
      <Field
        name="phone"
        label={say.phone}
        type="tel"
        dir="ltr"
        wrong={wrong('phone')}
        defaultValue={said(visit, 'phone', rules?.phone)}
      />
      <Field
        name="from"
        label={say.hours_from}
        hint={say.hours_hint}
        type="time"
        defaultValue={said(visit, 'from', rules?.hours?.from)}
      />
      <Field
        name="until"
        label={say.hours_until}
        type="time"
        defaultValue={said(visit, 'until', rules?.hours?.until)}
      />
    </>
  );
}

/** What a message may say, and who else may read it. */
function WhatMayBeSaid({ visit, rules }: RulesProps) {
  const say = visit.words.messages;
  return (
    <>
      <Tick visit={visit} name="leave_message" label={say.leave_message} kept={rules?.leave_message} />
      <Tick visit={visit} name="say_from" label={say.say_from} kept={rules?.say_from} />
      <Tick visit={visit} name="say_when" label={say.say_when} kept={rules?.say_when} />
      <Choices
        name="readers"
        legend={say.readers}
        kind="radio"
        choices={PHONE_READERS.map((value) => ({
          value,
          say: say.reader[value],
          chosen: said(visit, 'readers', rules?.phone_read_by ?? 'not_said') === value,
        }))}
      />
    </>
  );
}
