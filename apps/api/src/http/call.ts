import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import type { Command } from '#platform/db/idempotency.js';
import { canonicalJson } from '#platform/db/audit-trail.js';
import type { Call } from '#casework/call.js';

export interface CallingRequest extends FastifyRequest {
  command?: Command;
}

/** A call that reads: the number of the request only. */
export const Reading = createParamDecorator((_data: unknown, context: ExecutionContext): Call => {
  return { request: context.switchToHttp().getRequest<FastifyRequest>().id };
});

/** A call that changes something: the number of the request and the change's own name, the Idempotency-Key. */
export const Changing = createParamDecorator((_data: unknown, context: ExecutionContext): Call => {
  const request = context.switchToHttp().getRequest<CallingRequest>();
  const key = request.headers['idempotency-key'];
  const { idempotency_key_characters_min: min, idempotency_key_characters_max: max } = LIMITS;
  if (typeof key !== 'string' || key.length < min || key.length > max || !/^[\x21-\x7e]+$/.test(key)) {
    throw new Refusal('idempotency.key_required', { parameters: { min, max } });
  }
  const content = [
    request.method,
    request.url,
    request.headers['if-match'] ?? '',
    canonicalJson(request.body ?? null),
  ];
  request.command = { key, sha256: createHash('sha256').update(content.join('\n')).digest() };
  return { request: request.id, command: request.command };
});

/** The version somebody decided on, from If-Match: `"3"`. Anything else is asked for by name. */
export const ExpectedVersion = createParamDecorator((_data: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header ?? '')?.[1];
  if (version === undefined) throw new Refusal('version.required');
  return Number(version);
});

/** Documents a route that changes something. */
export const Changes = () =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description:
        'New for each change; the same key with the same content gets the same answer for seven days.',
      schema: {
        type: 'string',
        minLength: LIMITS.idempotency_key_characters_min,
        maxLength: LIMITS.idempotency_key_characters_max,
      },
    }),
  );

/** Documents a route that updates something that was read before. */
export const Updates = () =>
  applyDecorators(
    Changes(),
    ApiHeader({
      name: 'If-Match',
      required: true,
      description: 'The version as read, for example "3".',
      schema: { type: 'string' },
    }),
  );
