import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { CARE_NOTE_KINDS, LISTED_NOTE_KINDS, type CareNoteKind } from '#domain/charter/care-note.js';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import type {
  NoteAmending,
  NoteHistory,
  NoteView,
  NoteVoiding,
  NoteWriting,
  NoteWritten,
} from '#domain/wire/care-note.js';
import type { Page } from '#domain/wire/common.js';
import { LabelsDto, PageQuery } from '../http/common.dto.js';
import { IsInstant, IsNote, Nullable } from '../http/validators.js';

const NULLABLE_TEXT = { type: 'string', nullable: true } as const;
const INSTANT = { type: 'string', format: 'date-time' } as const;

export class NoteQuery extends PageQuery {
  /** Notes of one kind; those of counselling are read on their own. */
  @IsOptional() @IsIn(LISTED_NOTE_KINDS) @ApiProperty({ enum: LISTED_NOTE_KINDS }) kind?: CareNoteKind;
}

export class NoteWritingDto implements NoteWriting {
  @IsIn(CARE_NOTE_KINDS) @ApiProperty({ enum: CARE_NOTE_KINDS }) kind: CareNoteKind;
  @IsNote(LIMITS.care_note_characters_max) words: string;
  /** When what it tells of happened; null: now. */
  @Nullable()
  @IsInstant()
  @ApiProperty({ ...INSTANT, nullable: true })
  written_at: string | null;
}

export class NoteAmendingDto implements NoteAmending {
  @IsNote(LIMITS.care_note_characters_max) words: string;
}

export class NoteVoidingDto implements NoteVoiding {
  @IsNote(300) reason: string;
}

export class NoteWrittenDto implements NoteWritten {
  note: string;
  version: number;
  @ApiProperty(INSTANT) signed_at: string;
}

export class NoteDto implements NoteView {
  /** Null: another house wrote it. */
  @ApiProperty(NULLABLE_TEXT) note: string | null;
  @ApiProperty({ enum: CARE_NOTE_KINDS }) kind: CareNoteKind;
  @ApiProperty({ enum: STAGES, nullable: true }) stage: Stage | null;
  @ApiProperty({ type: LabelsDto }) organisation: LabelsDto;
  own: boolean;
  @ApiProperty(NULLABLE_TEXT) author: string | null;
  mine: boolean;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  /** Null: the house that wrote it has forgotten the client. */
  @ApiProperty(NULLABLE_TEXT) words: string | null;
  @ApiProperty(INSTANT) written_at: string;
  @ApiProperty(INSTANT) signed_at: string;
  /** 1: never amended. */
  version: number;
  @ApiProperty({ ...INSTANT, nullable: true }) voided_at: string | null;
  @ApiProperty(NULLABLE_TEXT) voided_by: string | null;
  @ApiProperty(NULLABLE_TEXT) void_reason: string | null;
}

export class NotePageDto implements Page<NoteView> {
  @ApiProperty({ type: [NoteDto] }) items: NoteDto[];
  @ApiProperty(NULLABLE_TEXT) next: string | null;
}

export class NoteHistoryDto implements NoteHistory {
  note: string;
  @ApiProperty({ type: [NoteDto] }) versions: NoteDto[];
}
