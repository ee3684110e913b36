import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement, type ReactElement } from 'react';
import { COMPLAINT_CATEGORIES, CORRECTION_FIELDS } from '#domain/charter/rights.js';
import { Refusal } from '#domain/refusal.js';
import { ComplaintFilingService } from '#casework/rights/complaint-filing.service.js';
import { ComplaintFollowingService } from '#casework/rights/complaint-following.service.js';
import { OwnRightsService } from '#casework/rights/own-rights.service.js';
import { WindowRecords } from '#casework/window/window-record.service.js';
import { Public } from '../http/auth.guard.js';
import { CorrectPage, RightsPage, RightsTextPage, TellPage } from './rights.page.js';
import { WindowVisits, type Visit } from './window-visits.js';

const DONE = '/window/words?done';

/** Corrections, complaints, leaving and the rights themselves, in the client's own window. */
@ApiExcludeController()
@Public()
@Controller('window/words')
export class WindowRightsController {
  constructor(
    private readonly visits: WindowVisits,
    private readonly records: WindowRecords,
    private readonly rights: OwnRightsService,
    private readonly filing: ComplaintFilingService,
    private readonly following: ComplaintFollowingService,
  ) {}

  @Get()
  async overview(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.show(request, reply, (visit) => this.overviewPage(visit));
  }

  @Get('correct')
  async correct(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.show(request, reply, async (visit) => createElement(CorrectPage, { visit }));
  }

  @Post('correct')
  async sendCorrection(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.act(request, reply, {
      work: ({ who }, form) => {
        const field = CORRECTION_FIELDS.find((one) => one === form.text('field'));
        if (!field) throw new Refusal('field.required', { field: 'field' });
        const wanted = { field, says: form.text('says'), should_say: form.text('should_say') };
        return this.rights.askCorrection(who.actor, form.call, wanted);
      },
      to: DONE,
      page: async (visit) => createElement(CorrectPage, { visit }),
    });
  }

  @Get('tell')
  async tell(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.show(request, reply, (visit) => this.tellPage(visit));
  }

  @Post('tell')
  async sendComplaint(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.act(request, reply, {
      work: ({ who, context }, form) => {
        const category = COMPLAINT_CATEGORIES.find((one) => one === form.text('category'));
        if (!category) throw new Refusal('field.required', { field: 'category' });
        const wanted = {
          about: form.text('about'),
          category,
          concerns_minor: form.text('minor') === 'yes',
          words: form.text('words'),
          about_whom: form.text('whom'),
          language: context.language,
          anonymous: false,
          passphrase: null,
        };
        return this.filing.file(who.actor, form.call, wanted, null);
      },
      to: DONE,
      page: (visit) => this.tellPage(visit),
    });
  }

  @Post('reply')
  async reply(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.act(request, reply, {
      work: ({ who }, form) =>
        this.following.reply(who.actor, form.call, { complaint: form.text('complaint') }, form.text('words')),
      to: DONE,
      page: (visit) => this.overviewPage(visit),
    });
  }

  @Post('back')
  async takeBack(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.act(request, reply, {
      work: ({ who }, form) =>
        this.following.withdraw(who.actor, form.call, { complaint: form.text('complaint') }),
      to: DONE,
      page: (visit) => this.overviewPage(visit),
    });
  }

  @Post('beside')
  async beside(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.act(request, reply, {
      work: ({ who }, form) =>
        this.rights.state(who.actor, form.call, form.text('request'), form.text('words')),
      to: DONE,
      page: (visit) => this.overviewPage(visit),
    });
  }

  @Post('leave')
  async leave(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.act(request, reply, {
      work: ({ who }, form) => this.rights.askToLeave(who.actor, form.call),
      to: DONE,
      page: (visit) => this.overviewPage(visit),
    });
  }

  @Get('mine')
  async mine(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.show(request, reply, async (visit) => {
      const { notice } = await this.rights.notice(visit.who.actor, visit.call);
      const { language } = visit.context;
      return createElement(RightsTextPage, {
        visit,
        easy: notice.easy[language],
        full: notice.texts[language],
      });
    });
  }

  private async overviewPage(visit: Visit): Promise<ReactElement> {
    const { actor } = visit.who;
    const { in_care: inCare, time_zone: zone } = await this.records.standing(visit.who, visit.call);
    return createElement(RightsPage, {
      visit,
      zone,
      inCare,
      requests: await this.rights.requests(actor, visit.call),
      complaints: await this.following.own(actor, visit.call),
      leave: await this.rights.leave(actor, visit.call),
    });
  }

  private async tellPage(visit: Visit): Promise<ReactElement> {
    const { houses } = await this.records.forgetting(visit.who, visit.call);
    return createElement(TellPage, { visit, houses });
  }
}
