import { Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { WorkBulkService } from '#casework/work/work-bulk.service.js';
import { WorkService } from '#casework/work/work.service.js';
import { Refusal } from '#domain/refusal.js';
import { refusalSentence } from '#domain/words/refusals.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, Reading } from '../http/call.js';
import { languageOf } from '../http/problem.js';
import {
  WorkAssignDto,
  WorkBulkDto,
  WorkBulkResultDto,
  WorkCompleteDto,
  WorkDoneDto,
  WorkPageDto,
  WorkQuery,
  WorkSnoozeDto,
  WorkTilesDto,
  WorkTilesQuery,
} from './work.dto.js';

const id = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('work.unknown') });

@ApiTags('work')
@Controller('work-items')
export class WorkController {
  constructor(
    private readonly work: WorkService,
    private readonly bulk: WorkBulkService,
  ) {}

  /** What waits for the own organisation, in the order in which it is due. */
  @Get()
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() { cursor, limit, ...filter }: WorkQuery,
  ): Promise<WorkPageDto> {
    return await this.work.list(me.actor, call, filter, { cursor, limit });
  }

  /** How much is in each view, and in the lists of the day: each number is the length of its list. */
  @Get('tiles')
  async tiles(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() filter: WorkTilesQuery,
  ): Promise<WorkTilesDto> {
    return await this.work.tiles(me.actor, call, filter);
  }

  /** The same thing done to many, each on its own; or told what would be. */
  @Changes()
  @HttpCode(200)
  @Post('bulk')
  async many(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: WorkBulkDto,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<WorkBulkResultDto> {
    const rows = await this.bulk.run(me.actor, call, body);
    const language = languageOf(accepted);
    const items = rows.map(({ id: item, kind, refusal }) => ({
      id: item,
      kind,
      done: refusal === null,
      refusal: refusal && {
        code: refusal.code,
        detail: refusalSentence(language, refusal.code, refusal.parameters),
      },
    }));
    const done = items.filter((item) => item.done).length;
    return { items, done, refused: items.length - done };
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

  /** Opens again what the same person ticked off less than a minute ago. */
  @Changes()
  @HttpCode(200)
  @Post(':id/reopen')
  async reopen(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('id', id) item: string,
  ): Promise<WorkDoneDto> {
    return await this.work.reopen(me.actor, call, item);
  }

  /** Takes it, gives it back, or hands it to a colleague. */
  @Changes()
  @HttpCode(200)
  @Post(':id/assign')
  async assign(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('id', id) item: string,
    @Body() body: WorkAssignDto,
  ): Promise<WorkDoneDto> {
    return await this.work.assign(me.actor, call, item, body.colleague);
  }

  /** Puts it off; it comes back by itself. */
  @Changes()
  @HttpCode(200)
  @Post(':id/snooze')
  async snooze(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('id', id) item: string,
    @Body() body: WorkSnoozeDto,
  ): Promise<WorkDoneDto> {
    return await this.work.snooze(me.actor, call, item, body.until);
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
