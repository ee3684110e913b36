import type { Stage } from '#domain/charter/pathway.js';
import type { Labels } from '#domain/wire/common.js';
import type { AuditEventView } from '#domain/wire/audit.js';
import type { ClientSummary } from '#domain/wire/client.js';
import type { ArrivalRow, ExportedList, WardRow } from '#domain/wire/desk.js';
import type { AbsentClient, HandoffView } from '#domain/wire/handoff.js';
import type { ExceptionRow, StaffMember } from '#domain/wire/house.js';
import type { WorkItemView } from '#domain/wire/work.js';
import type { CsvCell } from '#domain/rules/csv.js';
import type { CodeList } from '#domain/words/codes.js';
import type { ColumnName, ValueName } from '#domain/words/columns.js';

/** What the rows of each list are on the wire. */
export interface ListRows {
  work: WorkItemView;
  handoffs: HandoffView;
  clients: ClientSummary;
  ward: WardRow;
  arrivals: ArrivalRow;
  absent: AbsentClient;
  exceptions: ExceptionRow;
  staff: StaffMember;
  audit: AuditEventView;
}

/** Says values in the language of the reader and in the time of the house. */
export interface Speaker {
  code(list: CodeList, code: string | null): CsvCell;
  stage(stage: Stage | null): CsvCell;
  value(name: ValueName | null): CsvCell;
  label(labels: Labels | null | undefined): CsvCell;
  time(instant: string | null): CsvCell;
  /** Several values in one cell. */
  all(cells: readonly CsvCell[]): CsvCell;
  criteria(codes: readonly string[]): CsvCell;
}

interface Column<T> {
  readonly title: ColumnName;
  /** An instant: its heading names the time zone. */
  readonly isTime?: boolean;
  readonly of: (row: T, say: Speaker) => CsvCell;
}

interface ListColumns<T> {
  readonly columns: readonly Column<T>[];
  /** Its rows are about clients: each carries the notice of the jurisdiction against passing on. */
  readonly notPassedOn: boolean;
  /** Whom a row is about, by the codes it shows. */
  readonly about: (row: T) => {
    readonly clients?: readonly (string | null)[];
    readonly handoff?: string | null | undefined;
  };
}

const yes = (is: boolean): ValueName => (is ? 'yes' : 'no');
const at = <T>(title: ColumnName, of: (row: T) => string | null): Column<T> => ({
  title,
  isTime: true,
  of: (row, say) => say.time(of(row)),
});

/** The columns of every list that can be exported: what its screen shows, in its order. */
export const LIST_COLUMNS: { readonly [L in ExportedList]: ListColumns<ListRows[L]> } = {
  work: {
    columns: [
      at('due', ({ due_at }) => due_at),
      { title: 'overdue', of: ({ overdue }, say) => say.value(yes(overdue)) },
      { title: 'task', of: ({ kind }, say) => say.code('work_item', kind) },
      { title: 'urgency', of: ({ handoff }, say) => say.code('urgency', handoff?.urgency ?? null) },
      { title: 'client', of: ({ client }) => client },
      { title: 'handoff', of: ({ handoff }) => handoff?.reference ?? null },
      { title: 'partner', of: ({ handoff }, say) => say.label(handoff?.partner) },
      { title: 'state', of: ({ handoff }, say) => say.code('state', handoff?.business_state ?? null) },
      { title: 'stage', of: ({ handoff }, say) => say.stage(handoff?.stage ?? null) },
      { title: 'role', of: ({ role }, say) => say.code('role', role) },
      { title: 'taken_by', of: ({ assigned_to }) => assigned_to?.display_name ?? null },
      at('snoozed_until', ({ snoozed_until }) => snoozed_until),
    ],
    notPassedOn: true,
    about: ({ client, handoff }) => ({ clients: [client], handoff: handoff?.reference }),
  },
  handoffs: {
    columns: [
      { title: 'handoff', of: ({ reference }) => reference },
      { title: 'direction', of: ({ side }, say) => say.value(side) },
      { title: 'kind', of: ({ kind }, say) => say.code('kind', kind) },
      { title: 'state', of: ({ business_state }, say) => say.code('state', business_state) },
      { title: 'client', of: ({ client }) => client },
      { title: 'stage', of: ({ stage }, say) => say.stage(stage) },
      { title: 'urgency', of: ({ urgency }, say) => say.code('urgency', urgency) },
      { title: 'sender', of: ({ sender }, say) => say.label(sender.names) },
      { title: 'receiver', of: ({ receiver }, say) => say.label(receiver.names) },
      at('requested', ({ requested_at }) => requested_at),
      at('answer_due', ({ due_at }) => due_at),
      at('appointment', ({ appointment_at }) => appointment_at),
      at('arrived', ({ arrived_at }) => arrived_at),
    ],
    notPassedOn: true,
    about: ({ client, reference }) => ({ clients: [client], handoff: reference }),
  },
  clients: {
    columns: [
      { title: 'client', of: ({ client }) => client },
      { title: 'stage', of: ({ stage }, say) => say.stage(stage) },
      at('since', ({ since_at }) => since_at),
      { title: 'age', of: ({ age_band }, say) => say.code('age_band', age_band) },
      { title: 'suicide_risk', of: ({ suicide_risk }, say) => say.code('suicide_risk', suicide_risk) },
      { title: 'anonymous', of: ({ anonymous }, say) => say.value(yes(anonymous)) },
    ],
    notPassedOn: true,
    about: ({ client }) => ({ clients: [client] }),
  },
  ward: {
    columns: [
      { title: 'client', of: ({ client }) => client },
      { title: 'stage', of: ({ stage }, say) => say.stage(stage) },
      { title: 'day', of: ({ day }) => day },
      { title: 'age', of: ({ age_band }, say) => say.code('age_band', age_band) },
      { title: 'suicide_risk', of: ({ suicide_risk }, say) => say.code('suicide_risk', suicide_risk) },
      { title: 'flags', of: ({ flags }, say) => say.all(flags.map((flag) => say.value(flag))) },
      { title: 'allergies', of: ({ allergies }) => allergies },
      { title: 'key_worker', of: ({ key_worker }) => key_worker?.display_name ?? null },
      { title: 'missing', of: ({ missing }, say) => say.criteria(missing) },
      { title: 'handoff', of: ({ handoff }) => handoff?.reference ?? null },
      { title: 'partner', of: ({ handoff }, say) => say.label(handoff?.partner) },
      { title: 'state', of: ({ handoff }, say) => say.code('state', handoff?.business_state ?? null) },
      at('appointment', ({ handoff }) => handoff?.appointment_at ?? null),
      { title: 'due', of: ({ due }, say) => say.all(due.map(({ kind }) => say.code('work_item', kind))) },
    ],
    notPassedOn: true,
    about: ({ client, handoff }) => ({ clients: [client], handoff: handoff?.reference }),
  },
  arrivals: {
    columns: [
      at('appointment', ({ appointment_at }) => appointment_at),
      { title: 'late', of: ({ late }, say) => say.value(yes(late)) },
      { title: 'handoff', of: ({ reference }) => reference },
      { title: 'kind', of: ({ kind }, say) => say.code('kind', kind) },
      { title: 'state', of: ({ business_state }, say) => say.code('state', business_state) },
      { title: 'stage', of: ({ stage }, say) => say.stage(stage) },
      { title: 'urgency', of: ({ urgency }, say) => say.code('urgency', urgency) },
      { title: 'sender', of: ({ sender }, say) => say.label(sender.names) },
      at('departed', ({ departed_at }) => departed_at),
    ],
    notPassedOn: true,
    about: ({ reference }) => ({ handoff: reference }),
  },
  absent: {
    columns: [
      { title: 'client', of: ({ client }) => client },
      { title: 'handoff', of: ({ handoff }) => handoff },
      { title: 'state', of: ({ business_state }, say) => say.code('state', business_state) },
      { title: 'receiver', of: ({ receiver }, say) => say.label(receiver.names) },
      at('departed', ({ departed_at }) => departed_at),
      at('last_contact', ({ last_contact_at }) => last_contact_at),
      at('contact_due', ({ contact_due_at }) => contact_due_at),
      { title: 'caller', of: ({ caller }) => caller },
    ],
    notPassedOn: true,
    about: ({ client, handoff }) => ({ clients: [client], handoff }),
  },
  exceptions: {
    columns: [
      at('when', (row) => row.at),
      { title: 'what', of: ({ kind }, say) => say.value(kind) },
      { title: 'client', of: ({ client }) => client },
      { title: 'handoff', of: ({ handoff }) => handoff?.reference ?? null },
      { title: 'partner', of: ({ handoff }, say) => say.label(handoff?.partner) },
      { title: 'state', of: ({ handoff }, say) => say.code('state', handoff?.business_state ?? null) },
      { title: 'who', of: ({ by }) => by },
      { title: 'hours', of: ({ hours }) => hours },
      { title: 'reason', of: ({ reason }) => reason },
    ],
    notPassedOn: true,
    about: ({ client, handoff }) => ({ clients: [client], handoff: handoff?.reference }),
  },
  staff: {
    columns: [
      { title: 'name', of: ({ display_name }) => display_name },
      { title: 'login', of: ({ login }) => login },
      { title: 'roles', of: ({ roles }, say) => say.all(roles.map((role) => say.code('role', role))) },
      { title: 'state', of: ({ state }, say) => say.value(state) },
      { title: 'open_work', of: ({ open_work }) => open_work },
      { title: 'clients', of: ({ clients }) => clients },
    ],
    notPassedOn: false,
    about: () => ({}),
  },
  audit: {
    columns: [
      at('when', (row) => row.at),
      { title: 'what', of: ({ action }, say) => say.code('action', action) },
      { title: 'who', of: ({ account }) => account },
      { title: 'role', of: ({ role }, say) => say.code('role', role) },
      { title: 'clients', of: ({ clients }, say) => say.all(clients) },
      { title: 'outcome', of: ({ outcome }, say) => say.value(outcome === 'done' ? 'done' : 'refused') },
      { title: 'refusal', of: ({ refusal }) => refusal },
      { title: 'sealed', of: ({ sealed }, say) => say.value(yes(sealed)) },
    ],
    notPassedOn: true,
    about: ({ clients }) => ({ clients }),
  },
};
