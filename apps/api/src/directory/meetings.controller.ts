import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement } from 'react';
import { DirectoryService } from '#casework/directory/directory.service.js';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import type { MeetingView } from '#domain/wire/directory.js';
import { PUBLIC_ACTOR } from '#platform/db/actor.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { Public } from '../http/auth.guard.js';
import { pageContext } from '../pages/page-context.js';
import { sendPage } from '../pages/send-page.js';
import { MeetingsPage, RegionsPage, type Region } from './meetings.pages.js';

/**
 * Meetings of mutual aid for anybody, without an account and without a script (R-N03). Nothing of whoever reads is kept: no seat, no
 * address, no number of the request.
 */
@ApiExcludeController()
@Public()
@Controller('meetings')
export class MeetingsController {
  constructor(
    private readonly directory: DirectoryService,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  @Get()
  regions(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const context = pageContext(request, reply);
    // ISO: Monday is 1, Sunday is 7.
    const weekday = new Date().getUTCDay() || 7;
    sendPage(reply, createElement(RegionsPage, { context, regions: this.known(), weekday }));
  }

  @Get(':region/:weekday')
  async day(
    @Param('region') code: string,
    @Param('weekday') day: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const region = this.known().find((one) => one.code.toLowerCase() === code);
    if (!region || !/^[1-7]$/.test(day)) throw new Refusal('request.not_found');
    const weekday = Number(day);
    const meetings: MeetingView[] = [];
    let cursor: string | undefined;
    do {
      const wanted = { jurisdiction: region.code, weekday, cursor, limit: LIMITS.page_size_max };
      const page = await this.directory.meetings(PUBLIC_ACTOR, {}, wanted);
      meetings.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    const context = pageContext(request, reply);
    sendPage(reply, createElement(MeetingsPage, { context, region, weekday, meetings }));
  }

  private known(): Region[] {
    return this.packs.all.map(({ jurisdiction, names }) => ({ code: jurisdiction, names }));
  }
}
