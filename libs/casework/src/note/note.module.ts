import { Module } from '@nestjs/common';
import { ClientModule } from '../client/client.module.js';
import { NoteService } from './note.service.js';

@Module({ imports: [ClientModule], providers: [NoteService], exports: [NoteService] })
export class NoteModule {}
