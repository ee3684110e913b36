import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { QueueService } from '#casework/queue/queue.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Reading } from '../http/call.js';
import { QueueDto } from './queue.dto.js';

@ApiTags('queue')
@Controller('queue')
export class QueueController {
  constructor(private readonly queue: QueueService) {}

  /** Where the messages about handoffs that the own organisation sent are, and which could not be delivered. */
  @Get()
  async view(@Me() me: SignedIn, @Reading() call: Call): Promise<QueueDto> {
    return await this.queue.view(me.actor, call);
  }
}
