import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { PassThrough, pipeline } from 'node:stream';
import type { Call } from '#casework/call.js';
import { HintsService } from '#casework/hints/hints.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me, Quiet } from '../http/auth.guard.js';
import { Reading } from '../http/call.js';
import { HintStream } from './hint-stream.js';
import { HintDto } from './hints.dto.js';

@ApiTags('session')
@Controller('hints')
export class HintsController {
  constructor(private readonly hints: HintsService) {}

  /**
   * Tells, as server-sent events, that something of the own organisation changed: a topic and perhaps a reference, never what.
   * It does not keep the session alive and ends with it. What a page asks for because of a hint carries the header
   * `Handrail-Background: 1`, so that a computer nobody sits at is locked all the same.
   */
  @Quiet()
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ type: HintDto })
  @Get()
  async listen(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Res() reply: FastifyReply,
    @Headers('last-event-id') last: string | undefined,
  ): Promise<void> {
    // Refused before anything is sent, a refusal is an answer like any other.
    const out = new PassThrough({ highWaterMark: 1_024 });
    const stream = new HintStream(out, last !== undefined);
    const close = await this.hints.open(me, call, stream);
    const { raw } = reply;
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) raw.setHeader(name, value);
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    raw.socket?.setNoDelay(true);
    pipeline(out, raw, () => close());
  }
}
