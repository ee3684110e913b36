import { Inject, Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import { CODE_RANDOM_BYTES, encodeClientCode } from '#domain/rules/client-code.js';
import { KEYS } from '#platform/config/config.module.js';
import { deriveKey, type Keys } from '#platform/config/keys.js';

const KEY_BYTES = 32;

/** What stands for a code and for a person in the rows of tokens: hashes under keys that no database holds. */
@Injectable()
export class TokenCodes {
  constructor(@Inject(KEYS) private readonly keys: Keys) {}

  /** What is kept of a code: with its recipient in it, so that the code of one recipient is nothing at another. */
  macOf(recipient: string, code: string): Buffer {
    return this.hash('eligibility-code', `${recipient}\n${code}`);
  }

  /** The recipient's own pseudonym of a client, ten symbols: the same at each token, and another at each recipient. */
  personOf(recipient: string, client: string): string {
    const bytes = this.hash('eligibility-person', `${recipient}\n${client}`);
    return encodeClientCode(bytes.subarray(0, CODE_RANDOM_BYTES));
  }

  private hash(purpose: string, text: string): Buffer {
    return createHmac('sha256', deriveKey(this.keys.base, purpose, KEY_BYTES))
      .update(text)
      .digest();
  }
}
