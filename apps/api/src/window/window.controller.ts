import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement } from 'react';
import { LIMITS } from '#domain/charter/limits.js';
import { OwnConsentService } from '#casework/consent/own-consent.service.js';
import { NoticesService } from '#casework/notices/notices.service.js';
import { WindowRecords } from '#casework/window/window-record.service.js';
import { WINDOW_PARTS } from '#domain/words/window.en.js';
import { Public } from '../http/auth.guard.js';
import { pageContext } from '../pages/page-context.js';
import { sendPage } from '../pages/send-page.js';
import { EntryPage } from './entry.page.js';
import { HomePage } from './home.page.js';
import { NextPage } from './next.page.js';
import { ownCalendar } from './next.parts.js';
import { PlanPage } from './plan.page.js';
import { PeoplePage, RoadPage } from './road.page.js';
import { LooksPage, SentPage } from './told.page.js';
import { WindowVisits } from './window-visits.js';

const PARTS = new Set(WINDOW_PARTS);

/** What clients read of themselves. The guard of staff does not know them: each page asks for the session of the window. */
@ApiExcludeController()
@Public()
@Controller('window')
export class WindowController {
  constructor(
    private readonly visits: WindowVisits,
    private readonly records: WindowRecords,
    private readonly consents: OwnConsentService,
    private readonly notices: NoticesService,
  ) {}

  @Get()
  async home(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!(await this.visits.who(request))) {
      const ended = request.url.includes('?ended');
      sendPage(reply, createElement(EntryPage, { context: pageContext(request, reply), ended }));
      return;
    }
    await this.visits.show(request, reply, async (visit) =>
      createElement(HomePage, {
        visit,
        standing: await this.records.standing(visit.who, visit.call),
        handoffs: await this.records.handoffs(visit.who, visit.call),
        parts: PARTS,
        unread: await this.notices.ownUnread(visit.who.actor, visit.call),
      }),
    );
  }

  @Get('next')
  async next(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.show(request, reply, async (visit) =>
      createElement(NextPage, {
        visit,
        handoffs: await this.records.handoffs(visit.who, visit.call),
        contacts: await this.records.contacts(visit.who, visit.call),
      }),
    );
  }

  /** The own times as a calendar file: when, and nothing else. */
  @Get('next/calendar')
  async calendar(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const who = await this.visits.who(request);
    if (!who) return this.visits.toDoor(request, reply);
    const { language } = pageContext(request, reply);
    const contacts = await this.records.contacts(who, { request: request.id });
    void reply
      .header('content-type', 'text/calendar; charset=utf-8')
      .header('content-disposition', 'attachment; filename="calendar.ics"')
      .header('cache-control', 'no-store')
      .send(ownCalendar(contacts, language));
  }

  @Get('road')
  async road(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.show(request, reply, async (visit) =>
      createElement(RoadPage, { visit, ...(await this.records.road(visit.who, visit.call)) }),
    );
  }

  @Get('people')
  async people(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.show(request, reply, async (visit) =>
      createElement(PeoplePage, { visit, people: await this.records.people(visit.who, visit.call) }),
    );
  }

  @Get('plan')
  async plan(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.show(request, reply, async (visit) =>
      createElement(PlanPage, { visit, ...(await this.records.plan(visit.who, visit.call)) }),
    );
  }

  @Get('looks')
  async looks(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.show(request, reply, async (visit) =>
      createElement(LooksPage, {
        visit,
        looks: await this.records.looks(visit.who, visit.call, visit.asked.before),
      }),
    );
  }

  /** The whole ledger is one answer of the consents; it is shown a page at a time. */
  @Get('sent')
  async sent(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.show(request, reply, async (visit) => {
      const { lines } = await this.consents.accounting(visit.who.actor, visit.call);
      const { before } = visit.asked;
      const newest = [...lines].sort((a, b) => b.disclosed_at.localeCompare(a.disclosed_at));
      const rest = newest.filter(({ disclosed_at: at }) => before === undefined || at < before);
      const shown = rest.slice(0, LIMITS.window_page_size);
      return createElement(SentPage, {
        visit,
        lines: shown,
        zone: (await this.records.standing(visit.who, visit.call)).time_zone,
        next: rest.length > shown.length ? (shown.at(-1)?.disclosed_at ?? null) : null,
      });
    });
  }
}
