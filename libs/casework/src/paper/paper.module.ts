import { Module } from '@nestjs/common';
import { LetterService } from './letter.service.js';
import { PaperService } from './paper.service.js';

@Module({ providers: [LetterService, PaperService], exports: [LetterService, PaperService] })
export class PaperModule {}
