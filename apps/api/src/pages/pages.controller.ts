import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement } from 'react';
import { Refusal } from '#domain/refusal.js';
import { Public } from '../http/auth.guard.js';
import { findAsset } from './page-assets.js';
import { pageContext } from './page-context.js';
import { sendPage } from './send-page.js';
import { TOLD_READERS, toldScript } from './told.script.js';
import { TodayPage } from './today.page.js';

/** What every page of ours needs: its look, its scripts, and the page that says nothing. */
@ApiExcludeController()
@Public()
@Controller()
export class PagesController {
  @Get('pages/:file')
  asset(@Param('file') file: string, @Res() reply: FastifyReply): void {
    const found = findAsset(`/pages/${file}`);
    if (!found) throw new Refusal('request.not_found');
    void reply
      .header('content-type', found.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(found.text);
  }

  /** The service worker that shows what came by web push. It is asked for anew each time: a browser finds its next version here. */
  @Get('pages/told/:file')
  told(@Param('file') file: string, @Res() reply: FastifyReply): void {
    const reader = TOLD_READERS.find((one) => `${one}.js` === file);
    if (!reader) throw new Refusal('request.not_found');
    void reply
      .header('content-type', 'text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(toldScript(reader));
  }

  @Get('today')
  today(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    sendPage(reply, createElement(TodayPage, { context: pageContext(request, reply), now: new Date() }));
  }
}
