import { IsIn, IsOptional } from 'class-validator';
import {
  EXPORT_REASONS,
  EXPORTED_LISTS,
  type ExportedList,
  type ExportReason,
  type ListExportRequest,
} from '#domain/wire/desk.js';
import { IsNote } from '../http/validators.js';
import { AreSearchWords } from '../views/views.dto.js';

const NOTE_CHARACTERS_MAX = 300;

export class ListExportRequestDto implements ListExportRequest {
  @IsIn(EXPORTED_LISTS) list: ExportedList;
  /** The filters of the list, as its address holds them. */
  @AreSearchWords() search: Record<string, string>;
  @IsIn(EXPORT_REASONS) reason: ExportReason;
  /** What the export is for; needed with `other`. No names. */
  @IsOptional() @IsNote(NOTE_CHARACTERS_MAX) note?: string;
}
