import { Injectable, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { IsIn } from 'class-validator';
import { AuditService } from '#casework/audit/audit.service.js';
import type { Call } from '#casework/call.js';
import { ClientService } from '#casework/client/client.service.js';
import { ExceptionService } from '#casework/exception/exception.service.js';
import { AbsentService } from '#casework/handoff/absent.service.js';
import { ArrivalsService } from '#casework/handoff/arrivals.service.js';
import { HandoffService } from '#casework/handoff/handoff.service.js';
import type { ListRows } from '#casework/lists/list-columns.js';
import type { ReadPage } from '#casework/lists/lists.service.js';
import { StaffService } from '#casework/staff/staff.service.js';
import { WardService } from '#casework/ward/ward.service.js';
import { WorkService } from '#casework/work/work.service.js';
import { Refusal } from '#domain/refusal.js';
import type { Page } from '#domain/wire/common.js';
import type { ExportedList } from '#domain/wire/desk.js';
import { EXCEPTION_KINDS, type ExceptionKind } from '#domain/wire/house.js';
import type { Actor } from '#platform/db/actor.js';
import { AuditEventQuery } from '../audit/audit.dto.js';
import { ExceptionListQuery } from '../exception/exception.dto.js';
import { HandoffQuery } from '../handoff/handoff.dto.js';
import { PageQuery } from '../http/common.dto.js';
import { HandrailValidationPipe } from '../http/validation.pipe.js';
import { StaffQuery } from '../staff/staff.dto.js';
import { WardQuery } from '../ward/ward.dto.js';
import { WorkQuery } from '../work/work.dto.js';

/** The list of exceptions has its kind in its path; here it is a word like the others. */
class ExceptionSearch extends ExceptionListQuery {
  @IsIn(EXCEPTION_KINDS) kind: ExceptionKind;
}

/** How a list is read: the words its screen may search by, and the service that answers its screen. */
interface Reader<T> {
  readonly query: Type<object>;
  readonly read: (services: ModuleRef, actor: Actor, call: Call, query: object) => Promise<Page<T>>;
}

const reader = <S, Q extends object, T>(
  service: Type<S>,
  query: Type<Q>,
  read: (service: S, actor: Actor, call: Call, query: Q) => Promise<Page<T>>,
): Reader<T> => ({
  query,
  read: (services, actor, call, asked) =>
    read(services.get(service, { strict: false }), actor, call, asked as Q),
});

const READERS: { readonly [L in ExportedList]: Reader<ListRows[L]> } = {
  work: reader(WorkService, WorkQuery, (work, actor, call, { cursor, limit, ...filter }) =>
    work.list(actor, call, filter, { cursor, limit }),
  ),
  handoffs: reader(HandoffService, HandoffQuery, (handoffs, actor, call, query) => {
    const { side, open, waiting, state, cursor, limit } = query;
    const filter = { side, open: open === 'true', waiting, state };
    return handoffs.list(actor, call, filter, { cursor, limit });
  }),
  clients: reader(ClientService, PageQuery, (clients, actor, call, query) =>
    clients.list(actor, call, query),
  ),
  ward: reader(WardService, WardQuery, (ward, actor, call, { cursor, limit, ...filter }) =>
    ward.list(actor, call, filter, { cursor, limit }),
  ),
  arrivals: reader(ArrivalsService, PageQuery, (arrivals, actor, call, query) =>
    arrivals.list(actor, call, query),
  ),
  absent: reader(AbsentService, PageQuery, (absent, actor, call, query) => absent.list(actor, call, query)),
  exceptions: reader(ExceptionService, ExceptionSearch, (exceptions, actor, call, { kind, ...query }) =>
    exceptions.list(actor, call, kind, query),
  ),
  staff: reader(StaffService, StaffQuery, (staff, actor, call, query) => staff.list(actor, call, query)),
  audit: reader(AuditService, AuditEventQuery, (audit, actor, call, query) =>
    audit.events(actor, call, query),
  ),
};

/** Reads the lists that can be exported, each through the service and the search words of its own screen. */
@Injectable()
export class ListReaders {
  private readonly pipe = new HandrailValidationPipe();

  constructor(private readonly services: ModuleRef) {}

  /** Pages of a list under these search words. Refuses a word that the list does not know, by name. */
  async of<L extends ExportedList>(
    actor: Actor,
    call: Call,
    list: L,
    search: Readonly<Record<string, string>>,
  ): Promise<ReadPage<ListRows[L]>> {
    const { query, read } = READERS[list];
    for (const place of ['cursor', 'limit'])
      if (place in search) throw new Refusal('field.unknown', { field: place });
    await this.pipe.transform({ ...search }, { type: 'query', metatype: query });
    return async ({ cursor, limit }) => {
      const words = { ...search, limit: String(limit), ...(cursor === undefined ? {} : { cursor }) };
      const asked = (await this.pipe.transform(words, { type: 'query', metatype: query })) as object;
      return await read(this.services, actor, call, asked);
    };
  }
}
