import { Body, Controller, Delete, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { ViewsService } from '#casework/views/views.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, Reading } from '../http/call.js';
import {
  SavedViewDroppedDto,
  SavedViewDto,
  SavedViewQuery,
  SavedViewRequestDto,
  SavedViewsDto,
} from './views.dto.js';

const id = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('request.not_found') });

@ApiTags('views')
@Controller('views')
export class ViewsController {
  constructor(private readonly views: ViewsService) {}

  /** Own views of a screen and those that colleagues share. */
  @Get()
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() { screen }: SavedViewQuery,
  ): Promise<SavedViewsDto> {
    return { items: await this.views.list(me.actor, call, screen) };
  }

  /** Keeps the filters of a list under a name. */
  @Changes()
  @Post()
  async keep(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: SavedViewRequestDto,
  ): Promise<SavedViewDto> {
    return await this.views.keep(me.actor, call, body);
  }

  /** Drops an own view, or one that a colleague shared and left behind. */
  @Changes()
  @Delete(':id')
  async drop(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('id', id) view: string,
  ): Promise<SavedViewDroppedDto> {
    return await this.views.drop(me.actor, call, view);
  }
}
