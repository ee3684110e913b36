import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { PlanStepsService } from '#casework/plan/plan-steps.service.js';
import { PlanService } from '#casework/plan/plan.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import {
  ClientPlansDto,
  GoalRevisingDto,
  GoalSettlingDto,
  GoalWritingDto,
  PlanPartWrittenDto,
  PlanReviewingDto,
  TaskSettlingDto,
  TaskWritingDto,
} from './plan.dto.js';

@ApiTags('plans')
@Controller('clients/:client/plan')
export class PlanController {
  constructor(
    private readonly plans: PlanService,
    private readonly steps: PlanStepsService,
  ) {}

  /** The plans of a client that may be read, the own one first. */
  @Get()
  async view(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') code: string,
  ): Promise<ClientPlansDto> {
    return await this.plans.view(me.actor, call, code);
  }

  /** Writes a goal in the client's words; the first one begins the plan of the house. */
  @Changes()
  @Post('goals')
  async addGoal(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: GoalWritingDto,
  ): Promise<PlanPartWrittenDto> {
    return await this.plans.addGoal(me.actor, call, code, body);
  }

  /** Says a goal anew; the one before stays to be read. */
  @Updates()
  @Post('goals/:goal/revise')
  async revise(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('client') client: string,
    @Param('goal') goal: string,
    @Body() body: GoalRevisingDto,
  ): Promise<PlanPartWrittenDto> {
    return await this.plans.revise(me.actor, call, { client, goal, version }, body);
  }

  /** Says how a goal went, or that it is open again. */
  @Updates()
  @HttpCode(200)
  @Post('goals/:goal/state')
  async settle(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('client') client: string,
    @Param('goal') goal: string,
    @Body() body: GoalSettlingDto,
  ): Promise<PlanPartWrittenDto> {
    return await this.plans.settle(me.actor, call, { client, goal, version }, body);
  }

  /** Adds a step to an open goal. */
  @Changes()
  @Post('goals/:goal/tasks')
  async addTask(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @Param('goal') goal: string,
    @Body() body: TaskWritingDto,
  ): Promise<PlanPartWrittenDto> {
    return await this.steps.addTask(me.actor, call, { client, goal }, body);
  }

  /** Says that a step is done, not needed, or open again. */
  @Updates()
  @HttpCode(200)
  @Post('tasks/:task/state')
  async settleTask(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('client') client: string,
    @Param('task') task: string,
    @Body() body: TaskSettlingDto,
  ): Promise<PlanPartWrittenDto> {
    return await this.steps.settleTask(me.actor, call, { client, task, version }, body);
  }

  /** Writes down a review of the plan, and when the next one is. */
  @Updates()
  @Post('reviews')
  async review(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('client') client: string,
    @Body() body: PlanReviewingDto,
  ): Promise<PlanPartWrittenDto> {
    return await this.steps.review(me.actor, call, { client, version }, body);
  }

  /** Approves the plan as it was read; never by whoever wrote it. */
  @Updates()
  @HttpCode(200)
  @Post('approve')
  async approve(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('client') client: string,
  ): Promise<PlanPartWrittenDto> {
    return await this.steps.approve(me.actor, call, { client, version });
  }
}
