import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#domain/refusal.js';
import { translateDatabaseError } from '#platform/db/database-errors.js';
import { isPageAddress } from '../pages/page-address.js';
import { pageLanguage } from '../pages/page-context.js';
import { sendProblemPage } from '../pages/problem.page.js';
import { languageOf, refusalOfStatus, toProblem } from './problem.js';

const log = new Logger('http');

/** The one place where a refusal becomes an answer. What is not a refusal is a defect: 500, logged, explained to nobody. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Sends an error as problem details, or as a page where people read pages. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = toRefusal(error, request);
  const isPage = isPageAddress(request.url);
  const language = isPage ? pageLanguage(request) : languageOf(request.headers['accept-language']);
  const problem = toProblem(refusal, language, request.id);
  const seconds = refusal.details.parameters?.['seconds'];
  if (seconds !== undefined && (problem.status === 503 || problem.status === 429))
    void reply.header('retry-after', seconds);
  if (isPage) return void sendProblemPage(request, reply, problem);
  void reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-language', language)
    .send(JSON.stringify(problem));
}

function toRefusal(error: unknown, request: FastifyRequest): Refusal {
  const known = translateDatabaseError(error);
  if (known instanceof Refusal) return known;
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : (error as { statusCode?: number } | undefined)?.statusCode;
  const refused = refusalOfStatus(status);
  if (refused) return refused;
  log.error(error, { request: request.id, route: request.routeOptions.url, method: request.method });
  return new Refusal('service.failed');
}
