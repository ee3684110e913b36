import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { InstrumentService } from '#casework/assessment/instrument.service.js';
import type { Call } from '#casework/call.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { canonicalJson } from '#platform/db/audit-trail.js';
import { Me } from '../http/auth.guard.js';
import { Reading } from '../http/call.js';
import { InstrumentDto, InstrumentQuery, InstrumentSummaryDto } from './instrument.dto.js';

@ApiTags('assessment')
@Controller('instruments')
export class InstrumentController {
  constructor(private readonly instruments: InstrumentService) {}

  /** Every instrument in every version, with what its licence and the own region allow. */
  @Get()
  async list(@Me() me: SignedIn, @Reading() call: Call): Promise<InstrumentSummaryDto[]> {
    return await this.instruments.list(me.actor, call);
  }

  /** One version of a form, with its words where they may be shown; 304 where the reader has it already. */
  @ApiHeader({ name: 'If-None-Match', required: false, description: 'The ETag of the form as it was read.' })
  @ApiOkResponse({ type: InstrumentDto })
  @ApiResponse({ status: 304, description: 'It is still the same.' })
  @Get(':id/:version')
  async view(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('id') id: string,
    @Param('version') version: string,
    @Query() { language }: InstrumentQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InstrumentDto | undefined> {
    const form = await this.instruments.view(me.actor, call, { id, version, language });
    const tag = `"${createHash('sha256').update(canonicalJson(form)).digest('base64url').slice(0, 22)}"`;
    void reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (isKnown(known, tag)) {
      void reply.status(304);
      return undefined;
    }
    return form;
  }
}

/** Whether one of the tags a reader has is this one; weak ones count, because the form is compared as it is. */
function isKnown(known: string | undefined, tag: string): boolean {
  const tags = (known ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return tags.includes(tag) || tags.includes('*');
}
