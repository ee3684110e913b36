import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { IdentityJoiningService } from '#casework/identity/identity-joining.service.js';
import { IdentityStandingService } from '#casework/identity/identity-standing.service.js';
import { PhotoService } from '#casework/identity/photo.service.js';
import { ReturnKeyService } from '#casework/identity/return-key.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { ClientWrittenDto } from '../client/client.dto.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import {
  IdentityJoinDto,
  IdentityStandingDto,
  IdentityUndoDto,
  PhotoDto,
  PhotoViewDto,
  ReturnFindDto,
  ReturnFoundDto,
  ReturnIssueDto,
  ReturnIssuedDto,
} from './identity.dto.js';

@ApiTags('identity')
@Controller('clients')
export class IdentityController {
  constructor(
    private readonly standings: IdentityStandingService,
    private readonly joining: IdentityJoiningService,
    private readonly photos: PhotoService,
    private readonly returns: ReturnKeyService,
  ) {}

  /** Finds somebody without a name by the code on their card and their passphrase. */
  @Changes()
  @HttpCode(200)
  @Post('returning')
  async find(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: ReturnFindDto,
  ): Promise<ReturnFoundDto> {
    return await this.returns.find(me.actor, call, body);
  }

  /** How the client is known here, without saying who they are. */
  @Get(':client/standing')
  async look(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
  ): Promise<IdentityStandingDto> {
    return await this.standings.look(me.actor, call, client);
  }

  /** A client without a name gives one, by their wish. */
  @Updates()
  @HttpCode(200)
  @Post(':client/identity')
  async join(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @ExpectedVersion() version: number,
    @Body() body: IdentityJoinDto,
  ): Promise<ClientWrittenDto> {
    return await this.joining.join(me.actor, call, { code: client, version }, body);
  }

  /** And takes it back. */
  @Updates()
  @HttpCode(200)
  @Post(':client/identity/undo')
  async undo(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @ExpectedVersion() version: number,
    @Body() body: IdentityUndoDto,
  ): Promise<ClientWrittenDto> {
    return await this.joining.undo(me.actor, call, { code: client, version }, body);
  }

  /** The photograph; the look is audited as such. */
  @Get(':client/photo')
  async photo(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
  ): Promise<PhotoViewDto> {
    return await this.photos.view(me.actor, call, client);
  }

  /** Keeps a photograph in place of the one before. */
  @Updates()
  @Put(':client/photo')
  async keepPhoto(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @ExpectedVersion() version: number,
    @Body() body: PhotoDto,
  ): Promise<ClientWrittenDto> {
    return await this.photos.change(me.actor, call, { code: client, version }, body);
  }

  /** Takes the photograph away. */
  @Updates()
  @HttpCode(200)
  @Post(':client/photo/remove')
  async removePhoto(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @ExpectedVersion() version: number,
  ): Promise<ClientWrittenDto> {
    return await this.photos.change(me.actor, call, { code: client, version }, null);
  }

  /** Gives a client without a name a code to come back with. */
  @Updates()
  @HttpCode(200)
  @Post(':client/return-key')
  async issue(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @ExpectedVersion() version: number,
    @Body() body: ReturnIssueDto,
  ): Promise<ReturnIssuedDto> {
    return await this.returns.issue(me.actor, call, { code: client, version }, body);
  }
}
