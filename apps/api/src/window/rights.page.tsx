import { LIMITS } from '#domain/charter/limits.js';
import { COMPLAINT_CATEGORIES, CORRECTION_FIELDS } from '#domain/charter/rights.js';
import { wordOf } from '#domain/words/codes.js';
import type { ComplaintFollowed, OwnLeaveView, OwnRequestView } from '#domain/wire/rights.js';
import type { WindowHouse } from '#domain/wire/window.js';
import { Choices, Facts, PageForm, TextField } from '../pages/page.parts.js';
import { fill, Name, PartPage } from './window.parts.js';
import type { Visit } from './window-visits.js';

interface RightsPageProps {
  readonly visit: Visit;
  readonly zone: string;
  readonly requests: readonly OwnRequestView[];
  readonly complaints: readonly ComplaintFollowed[];
  readonly leave: readonly OwnLeaveView[];
  readonly inCare: boolean;
}

/** Corrections, complaints and leaving: what was asked, what became of it, and the way to ask. */
export function RightsPage({ visit, zone, requests, complaints, leave, inCare }: RightsPageProps) {
  const { words, context } = visit;
  const say = words.words;
  return (
    <PartPage visit={visit} part="words" lead={say.lead} done={say.done}>
      <ul className="menu">
        <li>
          <a href="/window/words/correct">{say.correct}</a>
        </li>
        <li>
          <a href="/window/words/tell">{say.complain}</a>
        </li>
        <li>
          <a href="/window/words/mine">{say.read_rights}</a>
        </li>
      </ul>
      {requests.length > 0 && <h2>{say.requests}</h2>}
      {requests.map((one) => (
        <Request key={one.request} visit={visit} request={one} />
      ))}
      {complaints.length > 0 && <h2>{say.complaints}</h2>}
      {complaints.map((one) => (
        <Complaint key={one.complaint} visit={visit} zone={zone} complaint={one} />
      ))}
      {(inCare || leave.length > 0) && <h2>{say.leave}</h2>}
      {inCare && <p>{say.leave_lead}</p>}
      {leave.map((one) => (
        <p key={one.asked_at}>
          {one.answered_at
            ? fill(say.leave_answered, { at: visit.dates.at(one.answered_at, zone) })
            : fill(say.leave_asked, {
                at: visit.dates.at(one.asked_at, zone),
                by: visit.dates.at(one.due_at, zone),
              })}
        </p>
      ))}
      {inCare && !leave.some(({ answered_at }) => answered_at === null) && (
        <PageForm context={context} action="/window/words/leave" submit={say.leave_submit} look="plain" />
      )}
    </PartPage>
  );
}

function Request({ visit, request }: { readonly visit: Visit; readonly request: OwnRequestView }) {
  const { words, context, dates } = visit;
  const { language } = context;
  const say = words.words;
  const what = request.kind === 'correction' ? 'correction_field' : 'access_form';
  const decision = request.kind === 'correction' ? 'correction_decision' : 'access_answer';
  return (
    <section className="card">
      <h3>{wordOf(language, what, request.what)}</h3>
      <Facts
        facts={[
          [say.handled, <Name key="house" visit={visit} labels={request.house} />],
          [say.asked_on, dates.day(request.received_at)],
          request.says && [say.says, <bdi key="says">{request.says}</bdi>],
          request.should_say && [say.should_say, <bdi key="should">{request.should_say}</bdi>],
          request.decision === null && [say.answer_by, dates.day(request.due_at)],
          [say.decision, request.decision ? wordOf(language, decision, request.decision) : say.waits],
          request.reason && [say.reason, <bdi key="reason">{request.reason}</bdi>],
          request.statement && [say.mine, <bdi key="statement">{request.statement}</bdi>],
        ]}
      />
      {request.kind === 'correction' &&
        (request.decision === 'refused' || request.decision === 'partly') &&
        request.statement === null && (
          <PageForm context={context} action="/window/words/beside" submit={say.state_it} look="plain">
            <input type="hidden" name="request" value={request.request} />
            <TextField name="words" label={say.state_it} limit={LIMITS.note_characters_max} required />
          </PageForm>
        )}
    </section>
  );
}

function Complaint({
  visit,
  zone,
  complaint,
}: {
  readonly visit: Visit;
  readonly zone: string;
  readonly complaint: ComplaintFollowed;
}) {
  const { words, context, dates } = visit;
  const { language } = context;
  const say = words.words;
  const isOpen = complaint.decided_at === null && complaint.state !== 'withdrawn';
  return (
    <section className="card">
      <h3>{wordOf(language, 'complaint_category', complaint.category)}</h3>
      <p>
        <strong>{wordOf(language, 'complaint_state', complaint.state)}</strong>
      </p>
      <Facts
        facts={[
          [say.reference, <bdi key="reference">{complaint.reference}</bdi>],
          [say.about, <Name key="about" visit={visit} labels={complaint.about} />],
          [say.handled, <Name key="by" visit={visit} labels={complaint.handled_by} />],
          [say.asked_on, dates.day(complaint.received_on)],
          isOpen && [say.answer_by, dates.day(complaint.decide_due_at)],
          complaint.outcome && [say.decision, wordOf(language, 'complaint_outcome', complaint.outcome)],
          complaint.decision && [say.reason, <bdi key="decision">{complaint.decision}</bdi>],
          complaint.remedy && [say.remedy, <bdi key="remedy">{complaint.remedy}</bdi>],
          complaint.decided_at && [
            say.appeal,
            <Name key="appeal" visit={visit} labels={complaint.appeal_to} />,
          ],
        ]}
      />
      {complaint.words && (
        <p>
          <bdi>{complaint.words}</bdi>
        </p>
      )}
      {complaint.messages.map((message) => (
        <p key={message.message}>
          <strong>{message.mine ? say.mine : say.theirs}</strong>{' '}
          <span className="soft">{dates.at(message.written_at, zone)}</span>
          <br />
          <bdi>{message.words}</bdi>
        </p>
      ))}
      <PageForm context={context} action="/window/words/reply" submit={words.send} look="plain">
        <input type="hidden" name="complaint" value={complaint.complaint} />
        <div className="field">
          <label htmlFor={`reply-${complaint.complaint}`}>{say.reply}</label>
          <textarea
            id={`reply-${complaint.complaint}`}
            name="words"
            dir="auto"
            required
            maxLength={LIMITS.complaint_words_characters_max}
          />
        </div>
      </PageForm>
      {isOpen && (
        <PageForm context={context} action="/window/words/back" submit={say.take_back} look="plain">
          <input type="hidden" name="complaint" value={complaint.complaint} />
        </PageForm>
      )}
    </section>
  );
}

/** Asking for something to be corrected. */
export function CorrectPage({ visit }: { readonly visit: Visit }) {
  const { words, context, posted, problem } = visit;
  const say = words.words;
  const wrong = (field: string) => (problem?.field === field ? problem.sentence : undefined);
  return (
    <PartPage visit={visit} part="words">
      <h2>{say.correct}</h2>
      <PageForm context={context} action="/window/words/correct" submit={words.send}>
        <Choices
          name="field"
          legend={say.field}
          kind="radio"
          wrong={wrong('field')}
          choices={CORRECTION_FIELDS.map((value) => ({
            value,
            say: wordOf(context.language, 'correction_field', value),
            chosen: posted?.text('field') === value,
          }))}
        />
        <TextField
          name="says"
          label={say.says}
          limit={LIMITS.note_characters_max}
          wrong={wrong('says')}
          value={posted?.text('says') ?? ''}
          required
        />
        <TextField
          name="should_say"
          label={say.should_say}
          limit={LIMITS.note_characters_max}
          wrong={wrong('should_say')}
          value={posted?.text('should_say') ?? ''}
          required
        />
      </PageForm>
    </PartPage>
  );
}

interface TellPageProps {
  readonly visit: Visit;
  readonly houses: readonly WindowHouse[];
}

/** Complaining under one's name; whoever would rather not goes to the public page, which keeps nothing of them. */
export function TellPage({ visit, houses }: TellPageProps) {
  const { words, context, posted, problem } = visit;
  const say = words.words;
  const wrong = (field: string) => (problem?.field === field ? problem.sentence : undefined);
  return (
    <PartPage visit={visit} part="words" lead={say.lead}>
      <h2>{say.complain}</h2>
      <p>
        <a href="/voice">{say.anonymous}</a>
      </p>
      <PageForm context={context} action="/window/words/tell" submit={words.send}>
        <Choices
          name="about"
          legend={say.about}
          kind="radio"
          wrong={wrong('about')}
          choices={houses.map(({ code, names }, at) => ({
            value: code,
            say: <Name visit={visit} labels={names} />,
            chosen: posted ? posted.text('about') === code : at === 0,
          }))}
        />
        <Choices
          name="category"
          legend={say.category}
          kind="radio"
          wrong={wrong('category')}
          choices={COMPLAINT_CATEGORIES.map((value) => ({
            value,
            say: wordOf(context.language, 'complaint_category', value),
            chosen: posted?.text('category') === value,
          }))}
        />
        <Choices name="minor" legend="" kind="checkbox" choices={[{ value: 'yes', say: say.minor }]} />
        <TextField
          name="words"
          label={say.tell}
          limit={LIMITS.complaint_words_characters_max}
          wrong={wrong('words')}
          value={posted?.text('words') ?? ''}
          required
        />
        <TextField
          name="whom"
          label={say.whom}
          limit={LIMITS.name_characters_max}
          value={posted?.text('whom') ?? ''}
        />
      </PageForm>
    </PartPage>
  );
}

/** The rights of clients in easy words and in full, in the language of the page. */
export function RightsTextPage({
  visit,
  easy,
  full,
}: {
  readonly visit: Visit;
  readonly easy: string;
  readonly full: string;
}) {
  return (
    <PartPage visit={visit} part="words">
      <h2>{visit.words.words.rights}</h2>
      <pre>{easy}</pre>
      <hr />
      <pre>{full}</pre>
    </PartPage>
  );
}
