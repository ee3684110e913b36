import { Module } from '@nestjs/common';
import { PaperService } from './paper.service.js';

@Module({ providers: [PaperService], exports: [PaperService] })
export class PaperModule {}
