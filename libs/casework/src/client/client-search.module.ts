import { Module } from '@nestjs/common';
import { ClientModule } from './client.module.js';
import { ClientSearchService } from './client-search.service.js';

/** The search that people use. */
@Module({ imports: [ClientModule], providers: [ClientSearchService], exports: [ClientSearchService] })
export class ClientSearchModule {}
