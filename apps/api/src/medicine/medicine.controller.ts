import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { DoseService } from '#casework/medicine/dose.service.js';
import { FactService } from '#casework/medicine/fact.service.js';
import { MedicineService } from '#casework/medicine/medicine.service.js';
import { RoundService } from '#casework/medicine/round.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import {
  DoseWritingDto,
  FactWritingDto,
  MedicinesDto,
  MedicineVoidingDto,
  MedicineWrittenDto,
  OrderStoppingDto,
  OrderWritingDto,
  RoundDto,
} from './medicine.dto.js';

const knownOrder = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('medicine.order_unknown') });
const knownDose = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('medicine.dose_unknown') });
const knownFact = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('medicine.fact_unknown') });

@ApiTags('medicines')
@Controller()
export class MedicineController {
  constructor(
    private readonly medicines: MedicineService,
    private readonly doses: DoseService,
    private readonly facts: FactService,
    private readonly rounds: RoundService,
  ) {}

  /** Orders, doses and facts of a client, each the newest first. */
  @Get('clients/:client/medicines')
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') code: string,
  ): Promise<MedicinesDto> {
    return await this.medicines.list(me.actor, call, code);
  }

  /** What is due in the house today, what was missed since yesterday, and what may be given as needed. */
  @Get('ward/medicines')
  async round(@Me() me: SignedIn, @Reading() call: Call): Promise<RoundDto> {
    return await this.rounds.round(me.actor, call);
  }

  /** Orders a medicine; a stop rule refuses by name. */
  @Changes()
  @Post('clients/:client/medicines')
  async order(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: OrderWritingDto,
  ): Promise<MedicineWrittenDto> {
    return await this.medicines.order(me.actor, call, code, body);
  }

  /** Stops an order, with a reason. */
  @Updates()
  @HttpCode(200)
  @Post('medicines/:order/stop')
  async stop(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('order', knownOrder) order: string,
    @Body() body: OrderStoppingDto,
  ): Promise<MedicineWrittenDto> {
    return await this.medicines.stop(me.actor, call, { order, version }, body.reason);
  }

  /** Writes down what became of a dose. */
  @Changes()
  @Post('medicines/:order/doses')
  async dose(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('order', knownOrder) order: string,
    @Body() body: DoseWritingDto,
  ): Promise<MedicineWrittenDto> {
    return await this.doses.record(me.actor, call, order, body);
  }

  /** Marks a dose as void, with a reason; it stays to be read. */
  @Changes()
  @HttpCode(200)
  @Post('doses/:dose/void')
  async voidDose(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('dose', knownDose) dose: string,
    @Body() body: MedicineVoidingDto,
  ): Promise<MedicineWrittenDto> {
    return await this.doses.void(me.actor, call, dose, body.reason);
  }

  /** Writes down a use, a test for substances, a review in pregnancy, a talk about overdose, or naloxone handed out. */
  @Changes()
  @Post('clients/:client/medical-facts')
  async fact(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: FactWritingDto,
  ): Promise<MedicineWrittenDto> {
    return await this.facts.record(me.actor, call, code, body);
  }

  /** Marks it as void, with a reason; no stop rule asks about it any more. */
  @Changes()
  @HttpCode(200)
  @Post('medical-facts/:fact/void')
  async voidFact(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('fact', knownFact) fact: string,
    @Body() body: MedicineVoidingDto,
  ): Promise<MedicineWrittenDto> {
    return await this.facts.void(me.actor, call, fact, body.reason);
  }
}
