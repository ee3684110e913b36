import { Body, Controller, Get, Param, ParseEnumPipe, Put, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { CapacityService } from '#casework/capacity/capacity.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, Reading } from '../http/call.js';
import { CapacitiesDto, CapacityDto, CapacityQuery, CapacityRequestDto } from './capacity.dto.js';

const offered = new ParseEnumPipe(Object.fromEntries(STAGES.map((stage) => [stage, stage])), {
  exceptionFactory: () => new Refusal('field.invalid', { field: 'stage' }),
});

@ApiTags('capacity')
@Controller('capacity')
export class CapacityController {
  constructor(private readonly capacity: CapacityService) {}

  /** Free places of the own network: stated less held. An organisation that states none is not listed. */
  @Get()
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() { stage }: CapacityQuery,
  ): Promise<CapacitiesDto> {
    return { items: await this.capacity.list(me.actor, call, stage) };
  }

  /** States how many places of a stage the own organisation has free. */
  @Changes()
  @ApiParam({ name: 'stage', enum: STAGES })
  @Put(':stage')
  async state(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('stage', offered) stage: Stage,
    @Body() wanted: CapacityRequestDto,
  ): Promise<CapacityDto> {
    return await this.capacity.state(me.actor, call, stage, wanted);
  }
}
