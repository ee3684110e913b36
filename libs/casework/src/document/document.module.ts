import { Module } from '@nestjs/common';
import { ClientModule } from '../client/client.module.js';
import { DocumentService } from './document.service.js';

@Module({ imports: [ClientModule], providers: [DocumentService], exports: [DocumentService] })
export class DocumentModule {}
