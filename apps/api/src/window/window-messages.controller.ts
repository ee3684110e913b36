import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement, type ReactElement } from 'react';
import { NOTICE_CHANNELS } from '#domain/charter/notices.js';
import { Refusal } from '#domain/refusal.js';
import { PHONE_READERS, type ContactRulesRequest, type PushDevice } from '#domain/wire/notices.js';
import { ContactService } from '#casework/notices/contact.service.js';
import { NoticesService } from '#casework/notices/notices.service.js';
import { WindowRecords } from '#casework/window/window-record.service.js';
import { Public } from '../http/auth.guard.js';
import type { Posted } from '../pages/page-context.js';
import { MessagesPage } from './messages.page.js';
import { WindowVisits, type Visit } from './window-visits.js';

/** What the client was told and how they may be reached, in their own window. */
@ApiExcludeController()
@Public()
@Controller('window/messages')
export class WindowMessagesController {
  constructor(
    private readonly visits: WindowVisits,
    private readonly records: WindowRecords,
    private readonly notices: NoticesService,
    private readonly contacts: ContactService,
  ) {}

  @Get()
  async messages(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.show(request, reply, (visit) => this.page(visit));
  }

  @Post()
  async keep(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.change(request, reply, async (visit, form) => {
      const { actor } = visit.who;
      const { rules } = await this.contacts.own(actor, visit.call);
      const said = rulesOf(form, rules?.channels.includes('push') ?? false);
      return await this.contacts.changeOwn(actor, form.call, Number(form.text('version')), said);
    });
  }

  /** This device is told from now on; the browser has given its address. */
  @Post('device')
  async device(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.change(request, reply, ({ who }, form) =>
      this.contacts.addOwnBrowser(who.actor, form.call, Number(form.text('version')), deviceOf(form)),
    );
  }

  /** This device is told no longer. */
  @Post('no-device')
  async noDevice(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.change(request, reply, ({ who }, form) =>
      this.contacts.forgetOwnBrowser(who.actor, form.call, Number(form.text('version')), form.text('answer')),
    );
  }

  private async change(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (visit: Visit, form: Posted) => Promise<unknown>,
  ): Promise<void> {
    const page = (visit: Visit) => this.page(visit);
    await this.visits.act(request, reply, { work, to: '/window/messages?done', page });
  }

  private async page(visit: Visit): Promise<ReactElement> {
    const { actor } = visit.who;
    const { before } = visit.asked;
    return createElement(MessagesPage, {
      visit,
      zone: (await this.records.standing(visit.who, visit.call)).time_zone,
      notices: await this.notices.own(actor, visit.call, before === undefined ? {} : { cursor: before }),
      contact: await this.contacts.own(actor, visit.call),
    });
  }
}

/** The address that a browser gave itself. Refuses what is none. */
function deviceOf(form: Posted): PushDevice {
  try {
    const { endpoint, p256dh, auth } = JSON.parse(form.text('answer')) as Record<string, unknown>;
    if (typeof endpoint === 'string' && typeof p256dh === 'string' && typeof auth === 'string')
      return { endpoint, p256dh, auth };
  } catch {
    // Said below.
  }
  throw new Refusal('contact.address', { field: 'endpoint' });
}

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The rules as the form says them; what the form does not ask about, a browser that is told, stays as it was. */
function rulesOf(form: Posted, push: boolean): ContactRulesRequest {
  const [from, until] = [form.text('from'), form.text('until')];
  if ((from !== '' || until !== '') && !(CLOCK.test(from) && CLOCK.test(until)))
    throw new Refusal('field.invalid', { field: 'from' });
  const channels = form.all('channels');
  return {
    do_not_contact: form.text('never') === 'yes',
    channels: NOTICE_CHANNELS.filter((one) => channels.includes(one) || (one === 'push' && push)),
    email: form.text('email') || null,
    phone: form.text('phone') || null,
    hours: from === '' ? null : { from, until },
    leave_message: form.text('leave_message') === 'yes',
    say_from: form.text('say_from') === 'yes',
    say_when: form.text('say_when') === 'yes',
    language: null,
    phone_read_by: PHONE_READERS.find((one) => one === form.text('readers')) ?? 'not_said',
    note: form.text('note') || null,
  };
}
