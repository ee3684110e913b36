import { Module } from '@nestjs/common';
import { ViewsService } from './views.service.js';

@Module({ providers: [ViewsService], exports: [ViewsService] })
export class ViewsModule {}
