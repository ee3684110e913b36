import { Module } from '@nestjs/common';
import { ColleagueService } from './colleague.service.js';

@Module({ providers: [ColleagueService], exports: [ColleagueService] })
export class ColleagueModule {}
