import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { WorkService } from '#casework/work/work.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, Reading } from '../http/call.js';
import { PageQuery } from '../http/common.dto.js';
import { WorkCompleteDto, WorkDoneDto, WorkPageDto } from './work.dto.js';

const id = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('work.unknown') });

@ApiTags('work')
@Controller('work-items')
export class WorkController {
  constructor(private readonly work: WorkService) {}

  /** The inbox of the own organisation, in the order in which things are due. */
  @Get()
  async list(@Me() me: SignedIn, @Reading() call: Call, @Query() query: PageQuery): Promise<WorkPageDto> {
    return await this.work.list(me.actor, call, query);
  }

  /** Ticks off what is done by hand. */
  @Changes()
  @HttpCode(200)
  @Post(':id/done')
  async done(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('id', id) item: string,
    @Body() body: WorkCompleteDto,
  ): Promise<WorkDoneDto> {
    return await this.work.complete(me.actor, call, item, body);
  }

  /** Sends a message again that could not be delivered. */
  @Changes()
  @HttpCode(200)
  @Post(':id/retry')
  async retry(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('id', id) item: string,
  ): Promise<WorkDoneDto> {
    return await this.work.retry(me.actor, call, item);
  }
}
