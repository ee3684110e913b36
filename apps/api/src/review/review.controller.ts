import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { ReviewItemService } from '#casework/review/review-item.service.js';
import { ReviewService } from '#casework/review/review.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { PageQuery } from '../http/common.dto.js';
import {
  ReviewCloseDto,
  ReviewDetailDto,
  ReviewDrawDto,
  ReviewDto,
  ReviewFindDto,
  ReviewItemDto,
  ReviewItemsQuery,
  ReviewPageDto,
  ReviewReplyDto,
} from './review.dto.js';

const known = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('review.unknown') });

@ApiTags('review')
@Controller('reviews')
export class ReviewController {
  constructor(
    private readonly reviews: ReviewService,
    private readonly items: ReviewItemService,
  ) {}

  /** The reviews of the own organisation, the newest first. */
  @Get()
  async list(@Me() me: SignedIn, @Reading() call: Call, @Query() query: PageQuery): Promise<ReviewPageDto> {
    return await this.reviews.list(me.actor, call, query);
  }

  /** Draws a random sample of handoffs. */
  @Changes()
  @Post()
  async draw(@Me() me: SignedIn, @Changing() call: Call, @Body() body: ReviewDrawDto): Promise<ReviewDto> {
    return await this.reviews.draw(me.actor, call, body);
  }

  /** A review and its handoffs, in the order in which they were drawn. */
  @Get(':review')
  async view(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('review', known) review: string,
    @Query() query: ReviewItemsQuery,
  ): Promise<ReviewDetailDto> {
    return await this.reviews.items(me.actor, call, review, query);
  }

  /** The worksheet of one handoff: in order, or a finding. */
  @Updates()
  @HttpCode(200)
  @Post(':review/items/:item/find')
  async find(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('review', known) review: string,
    @Param('item', known) item: string,
    @Body() body: ReviewFindDto,
  ): Promise<ReviewItemDto> {
    return await this.items.find(me.actor, call, { review, item, version }, body);
  }

  /** What was done about a finding. */
  @Updates()
  @HttpCode(200)
  @Post(':review/items/:item/reply')
  async reply(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('review', known) review: string,
    @Param('item', known) item: string,
    @Body() body: ReviewReplyDto,
  ): Promise<ReviewItemDto> {
    return await this.items.reply(me.actor, call, { review, item, version }, body);
  }

  /** The auditor takes the reply; never whoever gave it. */
  @Updates()
  @HttpCode(200)
  @Post(':review/items/:item/close')
  async closeItem(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('review', known) review: string,
    @Param('item', known) item: string,
    @Body() body: ReviewCloseDto,
  ): Promise<ReviewItemDto> {
    return await this.items.close(me.actor, call, { review, item, version }, body);
  }

  /** Closes a review in which everything is settled. */
  @Changes()
  @HttpCode(200)
  @Post(':review/close')
  async close(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('review', known) review: string,
  ): Promise<ReviewDto> {
    return await this.reviews.close(me.actor, call, review);
  }
}
