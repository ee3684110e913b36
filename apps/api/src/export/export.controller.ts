import { Controller, Get, Headers, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Readable } from 'node:stream';
import type { Call } from '#casework/call.js';
import { ExportService } from '#casework/export/export.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import type { ExportLine } from '#domain/wire/export.js';
import { Me } from '../http/auth.guard.js';
import { Reading } from '../http/call.js';
import { languageOf } from '../http/problem.js';
import { ExportQuery } from './export.dto.js';

const NDJSON = 'application/x-ndjson; charset=utf-8';

@ApiTags('handoffs')
@Controller('handoffs/export')
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  /**
   * Everything the own organisation may read of its handoffs, one JSON object a line: the notice that forbids passing it on
   * first, the number of handoffs last. An export without its last line was cut off.
   */
  @ApiOkResponse({ content: { 'application/x-ndjson': { schema: { type: 'string' } } } })
  @Get()
  async handoffs(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Headers('accept-language') language: string | undefined,
    @Query() { side }: ExportQuery,
  ): Promise<StreamableFile> {
    const lines = await this.exports.handoffsOf(me.actor, call, side, languageOf(language));
    return new StreamableFile(Readable.from(written(lines)), {
      type: NDJSON,
      disposition: `attachment; filename="handoffs-${side}.ndjson"`,
    });
  }
}

async function* written(lines: AsyncIterable<ExportLine>): AsyncGenerator<Buffer> {
  for await (const line of lines) yield Buffer.from(`${JSON.stringify(line)}\n`);
}
