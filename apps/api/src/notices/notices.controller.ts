import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { NoticePreferenceService } from '#casework/notices/notice-preference.service.js';
import { NoticesService } from '#casework/notices/notices.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { PageQuery } from '../http/common.dto.js';
import {
  ContactWrittenDto,
  ForgetDeviceDto,
  NoticePageDto,
  NoticePreferenceDto,
  NoticePreferenceRequestDto,
  NoticesReadDto,
  PushDeviceDto,
  ReadNoticesDto,
  UnreadNoticesDto,
} from './notices.dto.js';

@ApiTags('notices')
@Controller('notices')
export class NoticesController {
  constructor(
    private readonly notices: NoticesService,
    private readonly preferences: NoticePreferenceService,
  ) {}

  /** What one was told oneself, the newest first. */
  @Get()
  async list(@Me() me: SignedIn, @Reading() call: Call, @Query() page: PageQuery): Promise<NoticePageDto> {
    return await this.notices.list(me.actor, call, page);
  }

  /** How many of them one has not read. */
  @Get('unread')
  async unread(@Me() me: SignedIn, @Reading() call: Call): Promise<UnreadNoticesDto> {
    return await this.notices.unread(me.actor, call);
  }

  /** Marks one as read, or everything up to one. */
  @Changes()
  @HttpCode(200)
  @Post('reading')
  async read(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: ReadNoticesDto,
  ): Promise<NoticesReadDto> {
    return await this.notices.read(me.actor, call, body);
  }

  /** How one wants to be told. */
  @Get('preferences')
  async preference(@Me() me: SignedIn, @Reading() call: Call): Promise<NoticePreferenceDto> {
    return await this.preferences.view(me.actor, call);
  }

  /** Chooses how one wants to be told: each at once, one mail in the morning, or in the app alone. */
  @Updates()
  @Put('preferences')
  async choose(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Body() body: NoticePreferenceRequestDto,
  ): Promise<ContactWrittenDto> {
    return await this.preferences.choose(me.actor, call, version, body);
  }

  /** Lets this browser be told from now on, of what is told at once. */
  @Changes()
  @HttpCode(200)
  @Post('devices')
  async addDevice(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: PushDeviceDto,
  ): Promise<ContactWrittenDto> {
    return await this.preferences.addBrowser(me.actor, call, body);
  }

  /** A browser is told no longer. */
  @Changes()
  @HttpCode(200)
  @Post('devices/removal')
  async forgetDevice(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: ForgetDeviceDto,
  ): Promise<ContactWrittenDto> {
    return await this.preferences.forgetBrowser(me.actor, call, body.mark);
  }
}
