import { Inject, Injectable } from '@nestjs/common';
import type { Language } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import { authorize } from '#domain/rules/authorize.js';
import { parseClientCode } from '#domain/rules/client-code.js';
import { CSV_BYTE_ORDER_MARK, CSV_LINE_END, csvLine } from '#domain/rules/csv.js';
import { isSearchWord } from '#domain/rules/search-words.js';
import type { Page } from '#domain/wire/common.js';
import type { ExportedList, ListExportRequest } from '#domain/wire/desk.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { LIST_COLUMNS, type ListRows } from './list-columns.js';
import { headingOf, speakerFor } from './list-speaker.js';

/** Reads one page of a list through the service of its screen, with the filters of the screen. */
export type ReadPage<T> = (place: {
  readonly cursor: string | undefined;
  readonly limit: number;
}) => Promise<Page<T>>;

/** A table that is ready to be sent, line by line. */
export interface ListTable {
  readonly fileName: string;
  readonly lines: Iterable<string>;
}

interface House {
  jurisdiction: string;
  time_zone: string;
  today: string;
}

const HOUSE = `select jurisdiction, time_zone, to_char(clock_timestamp() at time zone time_zone, 'YYYY-MM-DD') as today
  from care.organisation where id = $1`;

const SUBJECTS = `select audit_subject from care.client_code where organisation_id = $1 and code = any ($2)
  union select audit_subject from care.handoff where reference = any ($3) and $1 in (sender_organisation_id, receiver_organisation_id)`;

const WRITE_DOWN = `insert into access.list_export (id, organisation_id, account_id, list, reason, note, row_count)
  values ($1, $2, $3, $4, $5, $6, $7)`;

const BUSY_SECONDS = 10;

/**
 * Lists as tables that leave the house. They are read page by page through the services of their screens, with the same
 * filters and the same rights; what left, why and whom it is about is written down before the first line is sent (ADR 0032).
 */
@Injectable()
export class ListsService {
  private running = 0;

  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /**
   * The whole list as its screen shows it, in the language of the reader and the time of the house. Refuses what the list
   * itself refuses, another reason without its note, and more rows than a person looks through.
   */
  async export<L extends ExportedList>(
    actor: Actor,
    call: Call,
    wanted: ListExportRequest & { readonly list: L },
    language: Language,
    read: ReadPage<ListRows[L]>,
  ): Promise<ListTable> {
    if (this.running >= LIMITS.list_exports_at_once)
      throw new Refusal('service.busy', { parameters: { seconds: BUSY_SECONDS } });
    this.running += 1;
    try {
      const may = authorize(actor.roles, 'list.export').allowed && noteOf(wanted) !== undefined;
      const rows = may ? await readAll(read) : [];
      const { time_zone, today, jurisdiction } = await this.writeDown(actor, call, wanted, rows);
      const { short, version } = this.packs.of(jurisdiction).redisclosure_notice;
      return {
        fileName: `handrail-${wanted.list}-${today}.csv`,
        lines: linesOf(wanted.list, rows, { language, time_zone, notice: `${short[language]} (${version})` }),
      };
    } finally {
      this.running -= 1;
    }
  }

  private async writeDown<L extends ExportedList>(
    actor: Actor,
    call: Call,
    wanted: ListExportRequest & { readonly list: L },
    rows: readonly ListRows[L][],
  ): Promise<House> {
    const { list, reason, search } = wanted;
    return await this.uow.run(actor, { do: 'list.export', why: reason, ...call }, async (tx) => {
      const note = noteOf(wanted);
      if (note === undefined) throw new Refusal('list.note_needed', { field: 'note' });
      if (rows.length > LIMITS.list_export_rows_max)
        throw new Refusal('list.too_long', { parameters: { max: LIMITS.list_export_rows_max } });
      tx.about(...(await subjectsOf(tx, list, rows)));
      const id = tx.newId();
      await tx.query(WRITE_DOWN, [id, tx.organisation, actor.account, list, reason, note, rows.length]);
      tx.note({ export: id, list, rows: rows.length, search: neutralWords(search) });
      return await tx.one<House>(HOUSE, [tx.organisation]);
    });
  }
}

/** How a table speaks, and the notice that goes with each row about somebody, short, with the version of the whole. */
interface Voice {
  readonly language: Language;
  readonly time_zone: string;
  readonly notice: string;
}

/** Reads pages until there are no more, or one more row than may leave: the refusal comes before any line. */
async function readAll<T>(read: ReadPage<T>): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read({ cursor, limit: LIMITS.page_size_max });
    rows.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && rows.length <= LIMITS.list_export_rows_max);
  return rows;
}

function* linesOf<L extends ExportedList>(
  list: L,
  rows: readonly ListRows[L][],
  { language, time_zone, notice }: Voice,
): Generator<string> {
  const { columns, notPassedOn } = LIST_COLUMNS[list];
  const say = speakerFor(language, time_zone);
  const headings = columns.map(({ title, isTime }) => headingOf(language, title, isTime ? time_zone : null));
  if (notPassedOn) headings.push(headingOf(language, 'notice', null));
  yield `${CSV_BYTE_ORDER_MARK}${csvLine(headings)}${CSV_LINE_END}`;
  for (const row of rows) {
    const cells = columns.map(({ of }) => of(row, say));
    yield `${csvLine(notPassedOn ? [...cells, notice] : cells)}${CSV_LINE_END}`;
  }
}

/** What the reason needs to be said with; undefined where it is missing. */
function noteOf({ reason, note = '' }: ListExportRequest): string | null | undefined {
  const said = note.trim();
  if (said !== '') return said;
  return reason === 'other' ? undefined : null;
}

/** The pseudonyms of those the rows are about, from the codes the rows show. */
async function subjectsOf<L extends ExportedList>(
  tx: Tx,
  list: L,
  rows: readonly ListRows[L][],
): Promise<string[]> {
  const [clients, handoffs] = [new Set<string>(), new Set<string>()];
  for (const row of rows) {
    const about = LIST_COLUMNS[list].about(row);
    for (const client of about.clients ?? []) if (client !== null) clients.add(plain(client));
    if (about.handoff) handoffs.add(plain(about.handoff));
  }
  const found = await tx.query<{ audit_subject: string }>(SUBJECTS, [
    tx.organisation,
    [...clients],
    [...handoffs],
  ]);
  return found.map(({ audit_subject }) => audit_subject);
}

/** A code as the tables have it. */
function plain(code: string): string {
  const parsed = parseClientCode(code);
  return parsed.ok ? parsed.code : code;
}

/** The filters, as far as they are codes: what somebody typed has no place in a log that is kept for ever. */
function neutralWords(search: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).map(([name, value]) => [name, isSearchWord(value) ? value : 'malformed']),
  );
}
