import { Body, Controller, Get, Param, Put, type PipeTransform } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { SiteService } from '#casework/site/site.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { SiteChangeDto, SiteDto, SitesDto } from './site.dto.js';

/** A code as sites have them; what cannot be one is a site that is not there. */
const known: PipeTransform<string, string> = {
  transform(code) {
    if (!/^[\p{L}\p{N}_-]{1,40}$/u.test(code)) throw new Refusal('site.unknown');
    return code;
  },
};

@ApiTags('site')
@Controller('sites')
export class SiteController {
  constructor(private readonly sites: SiteService) {}

  /** The sites of the own organisation with their working weeks. */
  @Get()
  async list(@Me() me: SignedIn, @Reading() call: Call): Promise<SitesDto> {
    return { items: await this.sites.list(me.actor, call) };
  }

  /** Changes names, weekend or opening hours. Clocks that run keep their times, later ones use the new week. */
  @Updates()
  @Put(':code')
  async change(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('code', known) code: string,
    @Body() body: SiteChangeDto,
  ): Promise<SiteDto> {
    return await this.sites.change(me.actor, call, code, version, body);
  }
}
