import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement } from 'react';
import { Refusal } from '#domain/refusal.js';
import { PaperService, type PaperFile } from '#casework/paper/paper.service.js';
import { Public } from '../http/auth.guard.js';
import { pageContext } from '../pages/page-context.js';
import { COPIES, CopyPage } from './copy.page.js';
import { WindowVisits } from './window-visits.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The client's record and papers to take along, from their own window (R-L03, R-D05). */
@ApiExcludeController()
@Public()
@Controller('window/copy')
export class WindowCopyController {
  constructor(
    private readonly visits: WindowVisits,
    private readonly papers: PaperService,
  ) {}

  @Get()
  async copies(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.show(request, reply, async (visit) => createElement(CopyPage, { visit }));
  }

  @Get(':which')
  async file(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('which') which: string,
  ): Promise<void> {
    const who = await this.visits.who(request);
    if (!who) return this.visits.toDoor(request, reply);
    const { language } = pageContext(request, reply);
    const call = { request: request.id };
    const paper = Object.hasOwn(COPIES, which) ? COPIES[which as keyof typeof COPIES] : undefined;
    if (paper) return sendFile(reply, await this.papers.take(who.actor, call, { paper, language }));
    if (!UUID.test(which)) throw new Refusal('request.not_found');
    const wanted = { paper: 'consent', language, consent: which } as const;
    sendFile(reply, await this.papers.take(who.actor, call, wanted));
  }
}

function sendFile(reply: FastifyReply, { name, type, bytes }: PaperFile): void {
  void reply
    .header('content-type', type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(bytes);
}
