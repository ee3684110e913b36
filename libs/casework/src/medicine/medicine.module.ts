import { Module } from '@nestjs/common';
import { ClientModule } from '../client/client.module.js';
import { DoseService } from './dose.service.js';
import { FactService } from './fact.service.js';
import { MedicineRound } from './medicine-round.service.js';
import { MedicineService } from './medicine.service.js';
import { RoundService } from './round.service.js';

const SERVICES = [MedicineService, DoseService, FactService, MedicineRound, RoundService];

@Module({ imports: [ClientModule], providers: SERVICES, exports: SERVICES })
export class MedicineModule {}
