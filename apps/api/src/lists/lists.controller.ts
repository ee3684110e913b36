import { Body, Controller, Headers, HttpCode, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Readable } from 'node:stream';
import type { Call } from '#casework/call.js';
import { ListsService } from '#casework/lists/lists.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Reading } from '../http/call.js';
import { languageOf } from '../http/problem.js';
import { ListReaders } from './list-readers.js';
import { ListExportRequestDto } from './lists.dto.js';

const CSV = 'text/csv; charset=utf-8; header=present';

@ApiTags('lists')
@Controller('exports')
export class ListsController {
  constructor(
    private readonly lists: ListsService,
    private readonly readers: ListReaders,
  ) {}

  /**
   * A list as its screen shows it, as comma-separated values in the reader's language: the same filters, the same columns, the
   * same rights, and no cell that a spreadsheet takes for a formula. It reads, so it carries no Idempotency-Key.
   */
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  @HttpCode(200)
  @Post('list')
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Headers('accept-language') language: string | undefined,
    @Body() body: ListExportRequestDto,
  ): Promise<StreamableFile> {
    const read = await this.readers.of(me.actor, call, body.list, body.search);
    const { fileName, lines } = await this.lists.export(me.actor, call, body, languageOf(language), read);
    return new StreamableFile(Readable.from(written(lines)), {
      type: CSV,
      disposition: `attachment; filename="${fileName}"`,
    });
  }
}

/** Lines in pieces of some size: one at a time would be a packet each. */
function* written(lines: Iterable<string>): Generator<Buffer> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < 16_384) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece !== '') yield Buffer.from(piece);
}
