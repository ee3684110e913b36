import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { DocumentService } from '#casework/document/document.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { DOCUMENT_TYPES } from '#domain/charter/document.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import {
  DocumentKeepingDto,
  DocumentPageDto,
  DocumentQuery,
  DocumentVoidingDto,
  DocumentWrittenDto,
} from './document.dto.js';

const BINARY = { schema: { type: 'string', format: 'binary' } } as const;
const known = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('document.unknown') });

@ApiTags('documents')
@Controller()
export class DocumentController {
  constructor(private readonly documents: DocumentService) {}

  /** Documents of a client without their content, the newest first. */
  @Get('clients/:client/documents')
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') code: string,
    @Query() query: DocumentQuery,
  ): Promise<DocumentPageDto> {
    return await this.documents.list(me.actor, call, code, query);
  }

  /** Keeps a file. Its bytes decide what it is. */
  @Changes()
  @Post('clients/:client/documents')
  async keep(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: DocumentKeepingDto,
  ): Promise<DocumentWrittenDto> {
    return await this.documents.keep(me.actor, call, code, body);
  }

  /** The content as it was kept, to be saved and never shown within a page of ours; the look is audited as such. */
  @ApiOkResponse({ content: Object.fromEntries(DOCUMENT_TYPES.map((type) => [type, BINARY])) })
  @Get('documents/:document/content')
  async open(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('document', known) document: string,
  ): Promise<StreamableFile> {
    const { bytes, name, type } = await this.documents.open(me.actor, call, document);
    return new StreamableFile(bytes, { type, disposition: `attachment; filename="${name}"` });
  }

  /** Marks a document as void, with a reason; it stays to be read. */
  @Updates()
  @HttpCode(200)
  @Post('documents/:document/void')
  async void(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('document', known) document: string,
    @Body() body: DocumentVoidingDto,
  ): Promise<DocumentWrittenDto> {
    return await this.documents.void(me.actor, call, { document, version }, body.reason);
  }
}
