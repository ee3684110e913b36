import { Injectable, ValidationPipe, type ValidationError } from '@nestjs/common';
import { Refusal, type RefusalCode } from '#domain/refusal.js';

/** Validates what comes in: unknown fields are refused, every field's problem is told at once. */
@Injectable()
export class HandrailValidationPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      stopAtFirstError: true,
      validationError: { target: false, value: false },
      exceptionFactory: (errors) => {
        const [first, ...rest] = errors.flatMap((error) => refusalsOf(error, ''));
        return first
          ? new Refusal(first.code, { ...first.details, also: rest })
          : new Refusal('request.malformed');
      },
    });
  }
}

function refusalsOf(error: ValidationError, path: string): Refusal[] {
  const field = path ? `${path}.${error.property}` : error.property;
  const kinds = Object.keys(error.constraints ?? {});
  const own = kinds.length > 0 ? [new Refusal(codeOf(kinds), { field })] : [];
  return [...own, ...(error.children ?? []).flatMap((child) => refusalsOf(child, field))];
}

function codeOf(kinds: readonly string[]): RefusalCode {
  if (kinds.includes('whitelistValidation')) return 'field.unknown';
  return kinds.includes('isDefined') || kinds.includes('isNotEmpty') ? 'field.required' : 'field.invalid';
}
