import { ApiProperty } from '@nestjs/swagger';
import { HINT_TOPICS, type Hint, type HintTopic } from '#domain/wire/desk.js';

export class HintDto implements Hint {
  @ApiProperty({ enum: HINT_TOPICS }) topic: HintTopic;
  reference?: string;
}
