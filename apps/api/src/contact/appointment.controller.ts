import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { ContactMovesService } from '#casework/contact/contact-moves.service.js';
import { ContactPlanService } from '#casework/contact/contact-plan.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { LocalDaysQuery, PageQuery } from '../http/common.dto.js';
import { languageOf } from '../http/problem.js';
import {
  AppointmentCancelDto,
  AppointmentDto,
  AppointmentMoveDto,
  AppointmentPlanDto,
  AppointmentsWrittenDto,
  AttendanceDto,
  CalendarDto,
  CalendarQuery,
  ClientAppointmentsDto,
} from './contact.dto.js';

const known = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('contact.unknown') });

/** Appointments with clients: planned, moved, cancelled, and whether they were kept. */
@ApiTags('appointments')
@Controller()
export class AppointmentController {
  constructor(
    private readonly plans: ContactPlanService,
    private readonly moves: ContactMovesService,
  ) {}

  /** What lies ahead of a client, and what was, the newest first. */
  @Get('clients/:client/appointments')
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
    @Query() page: PageQuery,
  ): Promise<ClientAppointmentsDto> {
    return await this.plans.list(me.actor, call, client, page);
  }

  /** Plans an appointment, or a series of them by the clock on the wall of the site. */
  @Changes()
  @Post('clients/:client/appointments')
  async plan(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @Body() wanted: AppointmentPlanDto,
  ): Promise<AppointmentsWrittenDto> {
    return await this.plans.plan(me.actor, call, client, wanted);
  }

  /** Moves it, or it and all that follow in its series. */
  @Updates()
  @HttpCode(200)
  @Post('appointments/:contact/move')
  async move(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('contact', known) contact: string,
    @ExpectedVersion() version: number,
    @Body() wanted: AppointmentMoveDto,
  ): Promise<AppointmentsWrittenDto> {
    return await this.moves.move(me.actor, call, { contact, version }, wanted);
  }

  /** Cancels it, or it and all that follow: by whom, and why. */
  @Updates()
  @HttpCode(200)
  @Post('appointments/:contact/cancel')
  async cancel(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('contact', known) contact: string,
    @ExpectedVersion() version: number,
    @Body() wanted: AppointmentCancelDto,
  ): Promise<AppointmentsWrittenDto> {
    return await this.moves.cancel(me.actor, call, { contact, version }, wanted);
  }

  /** Records whether the client came. */
  @Updates()
  @HttpCode(200)
  @Post('appointments/:contact/attendance')
  async record(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('contact', known) contact: string,
    @ExpectedVersion() version: number,
    @Body() wanted: AttendanceDto,
  ): Promise<AppointmentDto> {
    return await this.moves.record(me.actor, call, { contact, version }, wanted);
  }

  /** Undoes within some minutes what oneself recorded. */
  @Updates()
  @HttpCode(200)
  @Post('appointments/:contact/undo')
  async undo(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('contact', known) contact: string,
    @ExpectedVersion() version: number,
  ): Promise<AppointmentDto> {
    return await this.moves.undo(me.actor, call, { contact, version });
  }

  /** The days of oneself, or of a colleague. */
  @Get('calendar')
  async calendar(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() { colleague, ...days }: CalendarQuery,
  ): Promise<CalendarDto> {
    return await this.plans.calendar(me.actor, call, days, colleague);
  }

  /** The own days as a calendar file (RFC 5545): when, and nothing else. */
  @ApiOkResponse({ content: { 'text/calendar': { schema: { type: 'string' } } } })
  @Get('calendar/file')
  async calendarFile(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Headers('accept-language') language: string | undefined,
    @Query() days: LocalDaysQuery,
  ): Promise<StreamableFile> {
    return asFile(await this.plans.calendarFile(me.actor, call, days, languageOf(language)));
  }

  /** One appointment as a calendar file (RFC 5545): when, and nothing else. */
  @ApiOkResponse({ content: { 'text/calendar': { schema: { type: 'string' } } } })
  @Get('appointments/:contact/file')
  async eventFile(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Headers('accept-language') language: string | undefined,
    @Param('contact', known) contact: string,
  ): Promise<StreamableFile> {
    return asFile(await this.plans.eventFile(me.actor, call, contact, languageOf(language)));
  }
}

function asFile(text: string): StreamableFile {
  return new StreamableFile(Buffer.from(text, 'utf8'), {
    type: 'text/calendar; charset=utf-8',
    disposition: 'attachment; filename="calendar.ics"',
  });
}
