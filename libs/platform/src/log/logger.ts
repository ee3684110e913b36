import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** Fields a log line may carry: an allow list, because a deny list forgets (canary test in test/tidy). */
const ALLOWED = new Set([
  'context',
  'request',
  'route',
  'method',
  'status',
  'duration_ms',
  'code',
  'topic',
  'job',
  'attempts',
  'pid',
  'port',
]);

/** Pino behind Nest's logger: JSON lines on standard output, messages and allowed fields only. */
export class HandrailLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(level: string, name: string) {
    this.pino = pino({ level, base: { app: name }, timestamp: pino.stdTimeFunctions.isoTime });
  }

  log(message: unknown, context?: unknown): void {
    this.pino.info(...line(message, context));
  }
  error(message: unknown, context?: unknown, more?: unknown): void {
    this.pino.error(...line(message, more ?? context));
  }
  warn(message: unknown, context?: unknown): void {
    this.pino.warn(...line(message, context));
  }
  debug(message: unknown, context?: unknown): void {
    this.pino.debug(...line(message, context));
  }
  verbose(message: unknown, context?: unknown): void {
    this.pino.trace(...line(message, context));
  }
}

function line(message: unknown, context: unknown): [Record<string, unknown>, string] {
  const fields: Record<string, unknown> = {};
  if (typeof context === 'string') fields['context'] = context.split('\n')[0];
  if (context !== null && typeof context === 'object') {
    for (const [key, value] of Object.entries(context)) if (ALLOWED.has(key)) fields[key] = value;
  }
  // An error's message may quote a value of a row (PostgreSQL "detail"): only its class, code and place are logged.
  if (message instanceof Error) {
    fields['code'] = (message as { code?: unknown }).code ?? message.name;
    fields['at'] = message.stack
      ?.split('\n')
      // A message may have several lines; only the places are kept.
      .filter((one) => /^\s+at /.test(one))
      .slice(0, 5)
      .map((one) => one.trim());
    return [fields, message.name];
  }
  return [fields, typeof message === 'string' ? message : 'log'];
}
