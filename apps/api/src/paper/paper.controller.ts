import { Body, Controller, HttpCode, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { PaperService } from '#casework/paper/paper.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Reading } from '../http/call.js';
import { PaperRequestDto } from './paper.dto.js';

const BINARY = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('clients')
@Controller('clients')
export class PaperController {
  constructor(private readonly papers: PaperService) {}

  /**
   * A paper for the client, at their request and into their hand: of the house that is responsible alone. It reads, so it
   * carries no Idempotency-Key; that it left, and how the client asked, is in the audit.
   */
  @ApiOkResponse({ content: { 'application/pdf': BINARY, 'application/fhir+json': BINARY } })
  @HttpCode(200)
  @Post(':client/papers')
  async handOver(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
    @Body() body: PaperRequestDto,
  ): Promise<StreamableFile> {
    const { bytes, name, type } = await this.papers.handOver(me.actor, call, client, body);
    return new StreamableFile(bytes, { type, disposition: `attachment; filename="${name}"` });
  }
}
