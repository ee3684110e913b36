import { IsIn } from 'class-validator';
import { HANDOFF_SIDES, type HandoffSide } from '#domain/charter/handoff.js';

export class ExportQuery {
  /** Handoffs the own organisation sent, or those it received. */
  @IsIn(HANDOFF_SIDES) side: HandoffSide;
}
