import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { BedStayService } from '#casework/ward/bed-stay.service.js';
import { BedService } from '#casework/ward/bed.service.js';
import { BoardService } from '#casework/ward/board.service.js';
import { HandoverService } from '#casework/ward/handover.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import {
  BedChoiceDto,
  BedClosingDto,
  BedReservingDto,
  BedsDto,
  BedWritingDto,
  BoardDto,
  HandoversDto,
  RoundNoteWritingDto,
  WardWrittenDto,
} from './board.dto.js';

const knownBed = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('bed.unknown') });
const knownHandover = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('handover.unknown') });

@ApiTags('ward')
@Controller()
export class BoardController {
  constructor(
    private readonly boards: BoardService,
    private readonly beds: BedService,
    private readonly stays: BedStayService,
    private readonly handovers: HandoverService,
  ) {}

  /** Everybody on the ward, one line each. */
  @Get('ward/board')
  async board(@Me() me: SignedIn, @Reading() call: Call): Promise<BoardDto> {
    return await this.boards.board(me.actor, call);
  }

  /** Writes down that somebody was seen on the round. */
  @Changes()
  @Post('clients/:client/round-notes')
  async note(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: RoundNoteWritingDto,
  ): Promise<WardWrittenDto> {
    return await this.boards.note(me.actor, call, code, body);
  }

  /** Every bed of the house, who has it, and what the house states to the network beside that. */
  @Get('ward/beds')
  async list(@Me() me: SignedIn, @Reading() call: Call): Promise<BedsDto> {
    return await this.beds.list(me.actor, call);
  }

  /** Writes down a bed. */
  @Changes()
  @Post('ward/beds')
  async add(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: BedWritingDto,
  ): Promise<WardWrittenDto> {
    return await this.beds.add(me.actor, call, body);
  }

  /** Changes what is written of a bed. */
  @Updates()
  @HttpCode(200)
  @Post('beds/:bed')
  async change(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('bed', knownBed) bed: string,
    @Body() body: BedWritingDto,
  ): Promise<WardWrittenDto> {
    return await this.beds.change(me.actor, call, { bed, version }, body);
  }

  /** Takes an empty bed out of service, with a reason. */
  @Updates()
  @HttpCode(200)
  @Post('beds/:bed/close')
  async close(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('bed', knownBed) bed: string,
    @Body() body: BedClosingDto,
  ): Promise<WardWrittenDto> {
    return await this.beds.close(me.actor, call, { bed, version }, body.reason);
  }

  /** Takes a bed back into service. */
  @Updates()
  @HttpCode(200)
  @Post('beds/:bed/open')
  async open(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('bed', knownBed) bed: string,
  ): Promise<WardWrittenDto> {
    return await this.beds.open(me.actor, call, { bed, version });
  }

  /** Gives somebody a bed, or another one. */
  @Changes()
  @Post('clients/:client/bed')
  async place(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: BedChoiceDto,
  ): Promise<WardWrittenDto> {
    return await this.stays.place(me.actor, call, code, body.bed);
  }

  /** Somebody gives up their bed. */
  @Changes()
  @HttpCode(204)
  @Post('clients/:client/bed/release')
  async release(@Me() me: SignedIn, @Changing() call: Call, @Param('client') code: string): Promise<void> {
    await this.stays.release(me.actor, call, code);
  }

  /** Keeps a bed for whoever comes by a handoff that was accepted here. */
  @Changes()
  @Post('handoffs/:reference/bed')
  async reserve(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @Body() body: BedReservingDto,
  ): Promise<WardWrittenDto> {
    return await this.stays.reserve(me.actor, call, reference, body);
  }

  /** Lets go of the bed that was kept. */
  @Changes()
  @HttpCode(204)
  @Post('handoffs/:reference/bed/release')
  async unreserve(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
  ): Promise<void> {
    await this.stays.unreserve(me.actor, call, reference);
  }

  /** What would be handed over now, and what was. */
  @Get('ward/handovers')
  async read(@Me() me: SignedIn, @Reading() call: Call): Promise<HandoversDto> {
    return await this.handovers.read(me.actor, call);
  }

  /** Gives the shift: the sheet is kept as it stands now. */
  @Changes()
  @Post('ward/handovers')
  async give(@Me() me: SignedIn, @Changing() call: Call): Promise<WardWrittenDto> {
    return await this.handovers.give(me.actor, call);
  }

  /** Takes the shift: somebody else than whoever gave it. */
  @Changes()
  @HttpCode(200)
  @Post('ward/handovers/:handover/take')
  async take(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('handover', knownHandover) handover: string,
  ): Promise<WardWrittenDto> {
    return await this.handovers.take(me.actor, call, handover);
  }
}
