import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Refusal } from '#domain/refusal.js';
import { AccessStore } from '#platform/db/access-store.js';
import { Public } from '../http/auth.guard.js';
import { HealthDto } from './health.dto.js';

@ApiTags('health')
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly access: AccessStore) {}

  /** The process runs. Depends on nothing else, so that a slow database does not get it restarted. */
  @Get('live')
  @Header('cache-control', 'no-store')
  live(): HealthDto {
    return { status: 'live' };
  }

  /** The process can serve: the database answers and has the schema of this build. */
  @Get('ready')
  @Header('cache-control', 'no-store')
  async ready(): Promise<HealthDto> {
    if (!(await this.access.isReady()))
      throw new Refusal('service.unavailable', { parameters: { seconds: 5 } });
    return { status: 'ready' };
  }
}
