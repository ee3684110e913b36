import { Module } from '@nestjs/common';
import { ProtectionService } from './protection.service.js';

@Module({ providers: [ProtectionService], exports: [ProtectionService] })
export class ProtectionModule {}
