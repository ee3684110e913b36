import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Call } from '#casework/call.js';
import { JoiningService } from '#casework/staff/joining.service.js';
import { Public } from '../http/auth.guard.js';
import { Reading } from '../http/call.js';
import { JoinDto } from './staff.dto.js';

@ApiTags('staff')
@Controller('join')
export class JoinController {
  constructor(private readonly joining: JoiningService) {}

  /** Chooses a password with the code of an invitation; afterwards one signs in with it. */
  @Public()
  @HttpCode(204)
  @Post()
  async join(@Req() request: FastifyRequest, @Reading() call: Call, @Body() body: JoinDto): Promise<void> {
    await this.joining.join(body, { address: request.ip, device: undefined }, call);
  }
}
