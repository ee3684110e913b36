import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement, type ReactElement } from 'react';
import { Refusal } from '#domain/refusal.js';
import { WindowAsking } from '#casework/window/window-asking.service.js';
import { WindowPasskeys } from '#casework/window/window-passkey.service.js';
import { WindowRecords } from '#casework/window/window-record.service.js';
import { Public } from '../http/auth.guard.js';
import { ForgetPage, KeysPage, WishPage } from './asking.page.js';
import { WindowVisits, type Visit } from './window-visits.js';

const KEYS = '/window/keys';

/** What clients ask for in their own window, and how they come in. */
@ApiExcludeController()
@Public()
@Controller('window')
export class WindowAskingController {
  constructor(
    private readonly visits: WindowVisits,
    private readonly records: WindowRecords,
    private readonly asking: WindowAsking,
    private readonly passkeys: WindowPasskeys,
  ) {}

  @Get('wish')
  async wish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.show(request, reply, (visit) => this.wishPage(visit));
  }

  @Post('wish')
  async sendWish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.act(request, reply, {
      work: ({ who }, form) => {
        const wished = form.text('wished');
        return this.asking.askProvider(who, form.call, {
          wished: wished === '' || wished === 'anywhere' ? null : wished,
          words: form.text('words'),
        });
      },
      to: '/window/wish?done',
      page: (visit) => this.wishPage(visit),
    });
  }

  @Get('forget')
  async forget(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.show(request, reply, (visit) => this.forgetPage(visit));
  }

  @Post('forget')
  async sendForget(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.act(request, reply, {
      work: ({ who }, form) => {
        if (form.text('house') === '') throw new Refusal('field.required', { field: 'house' });
        if (form.text('sure') !== 'yes') throw new Refusal('field.required', { field: 'sure' });
        return this.asking.askErasure(who, form.call, form.text('house'));
      },
      to: '/window/forget?done',
      page: (visit) => this.forgetPage(visit),
    });
  }

  @Get('keys')
  async keys(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.show(request, reply, (visit) => this.keysPage(visit));
  }

  /** A key outlasts the session: whoever only holds the telephone for a moment does not have the card. */
  @Post('keys/code')
  async confirmKey(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.answer(request, reply, {
      work: async (visit, form) => {
        const code = form.text('code').slice(0, 40);
        const { actor } = visit.who;
        await this.visits.door.confirmed(visit.who, { code, address: request.ip }, (check) =>
          this.passkeys.confirm(actor, form.call, check),
        );
        return await this.keysPage(visit, code);
      },
      page: (visit) => this.keysPage(visit),
    });
  }

  @Post('keys')
  async keepKey(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.act(request, reply, {
      work: ({ who }, form) =>
        this.visits.door.confirmed(
          who,
          { code: form.text('code').slice(0, 40), address: request.ip },
          (check) =>
            this.passkeys.keep(
              who.actor,
              form.call,
              { response: form.text('answer'), challenge: form.text('mark') },
              check,
            ),
        ),
      to: `${KEYS}?done`,
      page: (visit) => this.keysPage(visit),
    });
  }

  @Post('keys/remove')
  async removeKey(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.act(request, reply, {
      work: ({ who }, form) => this.passkeys.end(who.actor, form.call, form.text('id')),
      to: `${KEYS}?done`,
      page: (visit) => this.keysPage(visit),
    });
  }

  private async wishPage(visit: Visit): Promise<ReactElement> {
    return createElement(WishPage, {
      visit,
      wishes: await this.records.wishes(visit.who, visit.call),
      providers: await this.asking.providers(visit.who, visit.call),
    });
  }

  private async forgetPage(visit: Visit): Promise<ReactElement> {
    return createElement(ForgetPage, {
      visit,
      ...(await this.records.forgetting(visit.who, visit.call)),
    });
  }

  private async keysPage(visit: Visit, code?: string): Promise<ReactElement> {
    const formKey = visit.context.formKey(KEYS);
    return createElement(KeysPage, {
      visit,
      keys: await this.passkeys.list(visit.who.actor, visit.call),
      offer: await this.passkeys.offer(visit.who.actor, visit.call, {
        challenge: formKey.mark,
        title: visit.words.tab,
      }),
      formKey,
      code,
    });
  }
}
