import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { PathwayService } from '#casework/pathway/pathway.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { ClientWrittenDto } from '../client/client.dto.js';
import { Me } from '../http/auth.guard.js';
import { Changing, ExpectedVersion, Updates } from '../http/call.js';
import { StageMoveDto } from '../stage/stage-record.dto.js';

@ApiTags('pathway')
@Controller('clients/:client/stage')
export class PathwayController {
  constructor(private readonly pathway: PathwayService) {}

  /** Records a stage transition inside the own organisation. */
  @Updates()
  @HttpCode(200)
  @Post()
  async advance(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @ExpectedVersion() version: number,
    @Body() body: StageMoveDto,
  ): Promise<ClientWrittenDto> {
    return await this.pathway.advance(me.actor, call, { code, version }, body);
  }
}
