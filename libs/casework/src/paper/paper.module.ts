import { Module } from '@nestjs/common';
import { ClientModule } from '../client/client.module.js';
import { LetterService } from './letter.service.js';
import { PaperService } from './paper.service.js';

@Module({
  imports: [ClientModule],
  providers: [LetterService, PaperService],
  exports: [LetterService, PaperService],
})
export class PaperModule {}
