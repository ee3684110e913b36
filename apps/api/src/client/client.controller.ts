import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { ClientSearchService } from '#casework/client/client-search.service.js';
import { ClientService } from '#casework/client/client.service.js';
import { KeyWorkerService } from '#casework/client/key-worker.service.js';
import { TimelineService } from '#casework/client/timeline.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { PageQuery } from '../http/common.dto.js';
import {
  AdmissionDto,
  DuplicateCandidatesDto,
  DuplicateSearchDto,
  IdentityViewDto,
} from './admission.dto.js';
import { ClientPageDto, ClientViewDto, ClientWrittenDto } from './client.dto.js';
import { SafetyScreenDto } from './safety.dto.js';
import { KeyWorkerDto, TimelinePageDto, TimelineQuery } from './timeline.dto.js';

@ApiTags('clients')
@Controller('clients')
export class ClientController {
  constructor(
    private readonly clients: ClientService,
    private readonly searching: ClientSearchService,
    private readonly timelines: TimelineService,
    private readonly keyWorkers: KeyWorkerService,
  ) {}

  /** Clients in the custody of the own organisation, those longest there first. */
  @Get()
  async list(@Me() me: SignedIn, @Reading() call: Call, @Query() query: PageQuery): Promise<ClientPageDto> {
    return await this.clients.list(me.actor, call, query);
  }

  /**
   * Clients of the own organisation who may be the person somebody asks for, whatever the spelling or the script; masked, with
   * what agrees. Whole names only; so many searches an hour, each with its reason in the audit.
   */
  @HttpCode(200)
  @Post('duplicates')
  async duplicates(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Body() body: DuplicateSearchDto,
  ): Promise<DuplicateCandidatesDto> {
    return await this.searching.search(me.actor, call, body);
  }

  /** Takes a person in who walked in; custody starts here. */
  @Changes()
  @Post()
  async admit(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: AdmissionDto,
  ): Promise<ClientWrittenDto> {
    return await this.clients.admit(me.actor, call, body);
  }

  /** One client, as the own organisation may see them. */
  @Get(':client')
  async view(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
  ): Promise<ClientViewDto> {
    return await this.clients.view(me.actor, call, client);
  }

  /** Who the client is; the look is audited as such. */
  @Get(':client/identity')
  async identify(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
  ): Promise<IdentityViewDto> {
    return await this.clients.identify(me.actor, call, client);
  }

  /** The road of the client over all organisations, the newest first; what is not shared is told to exist, and no more. */
  @Get(':client/timeline')
  async timeline(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
    @Query() query: TimelineQuery,
  ): Promise<TimelinePageDto> {
    return await this.timelines.read(me.actor, call, client, query);
  }

  /** Names who of the own organisation walks with the client. */
  @Updates()
  @Put(':client/key-worker')
  async keyWorker(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @ExpectedVersion() version: number,
    @Body() body: KeyWorkerDto,
  ): Promise<ClientWrittenDto> {
    return await this.keyWorkers.name(me.actor, call, { code: client, version }, body.colleague);
  }

  /** A new safety screen. */
  @Updates()
  @Put(':client/safety')
  async safety(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @ExpectedVersion() version: number,
    @Body() body: SafetyScreenDto,
  ): Promise<ClientWrittenDto> {
    return await this.clients.recordSafety(me.actor, call, client, version, body);
  }
}
