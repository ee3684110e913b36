import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { NoticesService } from '#casework/notices/notices.service.js';
import { Public } from '../http/auth.guard.js';
import { Reading } from '../http/call.js';
import { SmsReceiptDto } from './notices.dto.js';

@ApiTags('notices')
@Controller('receipts')
export class ReceiptsController {
  constructor(private readonly notices: NoticesService) {}

  /** The gateway says what became of a text message; the signature stands in for a session. Said twice it is said once. */
  @Public()
  @ApiHeader({ name: 'Handrail-Signature', required: true, schema: { type: 'string' } })
  @HttpCode(204)
  @Post('sms')
  async sms(
    @Reading() call: Call,
    @Headers('handrail-signature') signature: string | undefined,
    @Body() body: SmsReceiptDto,
  ): Promise<void> {
    await this.notices.receive(call, body, signature);
  }
}
