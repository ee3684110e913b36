import { Module } from '@nestjs/common';
import { ReviewItemService } from './review-item.service.js';
import { ReviewService } from './review.service.js';

@Module({ providers: [ReviewService, ReviewItemService], exports: [ReviewService, ReviewItemService] })
export class ReviewModule {}
