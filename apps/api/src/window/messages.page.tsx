import type { ContactView, OwnNoticeView } from '#domain/wire/notices.js';
import { PHONE_READERS } from '#domain/wire/notices.js';
import { NOTICE_CHANNELS } from '#domain/charter/notices.js';
import { LIMITS } from '#domain/charter/limits.js';
import { wordOf } from '#domain/words/codes.js';
import { Choices, Field, PageForm, TextField } from '../pages/page.parts.js';
import { Older, PartPage } from './window.parts.js';
import type { Visit } from './window-visits.js';

interface MessagesPageProps {
  readonly visit: Visit;
  readonly zone: string;
  readonly notices: { readonly items: readonly OwnNoticeView[]; readonly next: string | null };
  readonly contact: ContactView;
}

/** What the client was told, and how they may be reached: their own rules, of which nothing is filled in for them. */
export function MessagesPage({ visit, zone, notices, contact }: MessagesPageProps) {
  const { words, dates, context } = visit;
  const say = words.messages;
  return (
    <PartPage visit={visit} part="messages" done={say.done}>
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
      <h2>{say.contact}</h2>
      {contact.anonymous ? <p>{say.anonymous}</p> : <ContactForm visit={visit} contact={contact} />}
    </PartPage>
  );
}

function ContactForm({ visit, contact }: { readonly visit: Visit; readonly contact: ContactView }) {
  const { words, context, posted, problem } = visit;
  const say = words.messages;
  const rules = contact.rules;
  const said = (name: string, kept: string | null | undefined): string =>
    posted ? posted.text(name) : (kept ?? '');
  const ticked = (name: string, kept: boolean | undefined): boolean =>
    posted ? posted.text(name) === 'yes' : kept === true;
  const wrong = (field: string) => (problem?.field === field ? problem.sentence : undefined);
  const tick = (name: string, label: string, kept: boolean | undefined) => (
    <div className="choice">
      <input type="checkbox" id={name} name={name} value="yes" defaultChecked={ticked(name, kept)} />
      <label htmlFor={name}>{label}</label>
    </div>
  );
  return (
    <>
      <p>{say.contact_lead}</p>
      <PageForm context={context} action="/window/messages" submit={say.save}>
        <input type="hidden" name="version" value={contact.version} />
        {tick('never', say.never, rules?.do_not_contact)}
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
          defaultValue={said('email', rules?.email)}
        />
        <Field
          name="phone"
          label={say.phone}
          type="tel"
          dir="ltr"
          wrong={wrong('phone')}
          defaultValue={said('phone', rules?.phone)}
        />
        <Field
          name="from"
          label={say.hours_from}
          hint={say.hours_hint}
          type="time"
          defaultValue={said('from', rules?.hours?.from)}
        />
        <Field
          name="until"
          label={say.hours_until}
          type="time"
          defaultValue={said('until', rules?.hours?.until)}
        />
        {tick('leave_message', say.leave_message, rules?.leave_message)}
        {tick('say_from', say.say_from, rules?.say_from)}
        {tick('say_when', say.say_when, rules?.say_when)}
        <Choices
          name="readers"
          legend={say.readers}
          kind="radio"
          choices={PHONE_READERS.map((value) => ({
            value,
            say: say.reader[value],
            chosen: said('readers', rules?.phone_read_by ?? 'not_said') === value,
          }))}
        />
        <TextField
          name="note"
          label={say.note}
          limit={LIMITS.contact_note_characters_max}
          value={said('note', rules?.note)}
        />
      </PageForm>
    </>
  );
}
