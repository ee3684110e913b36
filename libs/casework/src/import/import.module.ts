import { Module } from '@nestjs/common';
import { ClientModule } from '../client/client.module.js';
import { FhirBulkService } from './fhir-bulk.service.js';
import { ImportService } from './import.service.js';

@Module({ imports: [ClientModule], providers: [ImportService, FhirBulkService], exports: [FhirBulkService] })
export class ImportModule {}
