import { Module } from '@nestjs/common';
import { MedicineModule } from '../medicine/medicine.module.js';
import { BedStayService } from './bed-stay.service.js';
import { BedService } from './bed.service.js';
import { BoardService } from './board.service.js';
import { HandoverService } from './handover.service.js';
import { WardService } from './ward.service.js';

const SERVICES = [WardService, BedService, BedStayService, BoardService, HandoverService];

@Module({ imports: [MedicineModule], providers: SERVICES, exports: SERVICES })
export class WardModule {}
