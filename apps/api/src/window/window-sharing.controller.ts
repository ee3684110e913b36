import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement, type ReactElement } from 'react';
import {
  CONSENT_ENDS,
  CONSENT_KINDS,
  DATA_CATEGORIES,
  RECIPIENT_CLASSES,
  type ConsentCategory,
} from '#domain/charter/consent.js';
import type { Language } from '#domain/charter/code-lists.js';
import { Refusal } from '#domain/refusal.js';
import type { ConsentOffer, ConsentRequest } from '#domain/wire/consent.js';
import { OwnConsentService } from '#casework/consent/own-consent.service.js';
import { WindowAsking } from '#casework/window/window-asking.service.js';
import { Public } from '../http/auth.guard.js';
import type { Posted } from '../pages/page-context.js';
import { ConsentFormPage } from './consent-form.page.js';
import { ConsentPage, SharingPage } from './sharing.page.js';
import { SIGN_WAYS, SignPage } from './sign.page.js';
import { WindowVisits, type Visit } from './window-visits.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DONE = '/window/sharing?done';
/** In the window somebody has come in with what only they have, and signs on the screen. */
const HOW = 'electronic_signature';

/** Consents in the client's own window: read, give, narrow, withdraw. Each is a document of its own (R-C07). */
@ApiExcludeController()
@Public()
@Controller('window/sharing')
export class WindowSharingController {
  constructor(
    private readonly visits: WindowVisits,
    private readonly consents: OwnConsentService,
    private readonly asking: WindowAsking,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.show(request, reply, async (visit) =>
      createElement(SharingPage, { visit, own: await this.consents.list(visit.who.actor, visit.call) }),
    );
  }

  @Get('new/:at')
  async form(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('at') at: string,
  ): Promise<void> {
    await this.visits.show(request, reply, (visit) => this.formPage(visit, at));
  }

  /** Shows the document that was chosen; nothing is written yet. */
  @Post('new/:at')
  async preview(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('at') at: string,
  ): Promise<void> {
    await this.visits.answer(request, reply, {
      work: async (visit, form) => {
        const { offer, language } = await this.offered(visit, at);
        const document = await this.consents.preview(
          visit.who.actor,
          visit.call,
          requestOf(offer, language, form),
        );
        return createElement(SignPage, { visit, document, chosen: chosenOf(at, form) });
      },
      page: (visit) => this.formPage(visit, at),
    });
  }

  @Post('sign')
  async sign(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.act(request, reply, {
      work: async (visit, form) => {
        if (form.text('agree') !== 'yes') throw new Refusal('field.required', { field: 'agree' });
        const { offer, language } = await this.offered(visit, form.text('at'));
        const wanted = {
          ...requestOf(offer, language, form),
          text_sha256: form.text('read'),
        };
        const { actor } = visit.who;
        if (wanted.given_how !== 'code') return await this.consents.give(actor, form.call, wanted);
        const shown = { code: form.text('code').slice(0, 40), address: request.ip };
        return await this.visits.door.confirmed(visit.who, shown, (check) =>
          this.consents.give(actor, form.call, wanted, check),
        );
      },
      to: DONE,
      page: async (visit) => {
        const form = visit.posted;
        const { offer, language } = await this.offered(visit, form?.text('at') ?? '');
        if (!form) return await this.formPage(visit, '0');
        const wanted = requestOf(offer, language, form);
        const document = await this.consents.preview(visit.who.actor, visit.call, wanted);
        return createElement(SignPage, { visit, document, chosen: chosenOf(form.text('at'), form) });
      },
    });
  }

  @Get(':reference')
  async one(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('reference') reference: string,
  ): Promise<void> {
    await this.visits.show(request, reply, (visit) => this.onePage(visit, reference));
  }

  @Post(':reference/end')
  async withdraw(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('reference') reference: string,
  ): Promise<void> {
    await this.visits.act(request, reply, {
      work: ({ who }, form) => this.consents.withdraw(who.actor, form.call, known(reference), { how: HOW }),
      to: DONE,
      page: (visit) => this.onePage(visit, reference),
    });
  }

  @Post(':reference/less')
  async narrow(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('reference') reference: string,
  ): Promise<void> {
    await this.visits.act(request, reply, {
      work: ({ who }, form) =>
        this.consents.narrow(who.actor, form.call, known(reference), Number(form.text('version')), {
          how: HOW,
          categories: categoriesOf(form),
        }),
      to: `/window/sharing/${reference}?done`,
      page: (visit) => this.onePage(visit, reference),
    });
  }

  private async onePage(visit: Visit, reference: string): Promise<ReactElement> {
    return createElement(ConsentPage, {
      visit,
      copy: await this.consents.copy(visit.who.actor, visit.call, known(reference)),
    });
  }

  private async formPage(visit: Visit, at: string): Promise<ReactElement> {
    const { offer } = await this.offered(visit, at);
    const providers = offer.organisation ? await this.asking.providers(visit.who, visit.call) : [];
    return createElement(ConsentFormPage, { visit, offer, at: Number(at), providers });
  }

  /** The kind of consent that a number in the address stands for: the address names none. */
  private async offered(visit: Visit, at: string): Promise<{ offer: ConsentOffer; language: Language }> {
    const own = await this.consents.list(visit.who.actor, visit.call);
    const offer = own.minor ? undefined : own.offered[Number(at)];
    if (!offer) throw new Refusal('request.not_found');
    return { offer, language: own.language ?? visit.context.language };
  }
}

function known(reference: string): string {
  if (!UUID.test(reference)) throw new Refusal('request.not_found');
  return reference;
}

function categoriesOf(form: Posted): ConsentCategory[] {
  const wanted = form.all('categories');
  return DATA_CATEGORIES.filter((one) => wanted.includes(one));
}

function requestOf(offer: ConsentOffer, language: Language, form: Posted): ConsentRequest {
  const to = form.text('to');
  const named = RECIPIENT_CLASSES.find((one) => to === `class:${one}`);
  const ends = CONSENT_ENDS.find((one) => one === form.text('ends'));
  const day = form.text('expires_on');
  const way = SIGN_WAYS.find((one) => one === form.text('how'));
  return {
    kind: offer.kind,
    ...(named ? { recipient_class: named } : to === '' ? {} : { recipient: to }),
    purposes: [...CONSENT_KINDS[offer.kind].purposes],
    categories: categoriesOf(form),
    language,
    ...(way ? { given_how: way } : {}),
    signer: 'self',
    ...(ends ? { ends } : {}),
    ...(ends === 'date' && /^\d{4}-\d\d-\d\d$/.test(day) ? { expires_on: day } : {}),
  };
}

/** What was chosen, to be posted again with the signature. */
function chosenOf(at: string, form: Posted): [string, string][] {
  return [
    ['at', at],
    ['to', form.text('to')],
    ['ends', form.text('ends')],
    ['how', form.text('how')],
    ['expires_on', form.text('expires_on')],
    ...categoriesOf(form).map((one): [string, string] => ['categories', one]),
  ];
}
