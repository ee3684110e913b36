import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#domain/refusal.js';
import { answerProblem } from '../http/refusal.filter.js';
import { nameOf } from '../pages/page-context.js';

/** The session of the partner desk. Where a browser has it, nothing but the desk is served there (ADR 0044). */
export const PARTNER_COOKIE = 'partner';

/** The desk itself, and what its pages are made of. */
const DESK = /^\/(partner|pages|health)(?=[/?]|$)/;

/**
 * A browser with a session of the partner desk, live or ended, is led to the desk from every page of ours, and whatever else it asks
 * for is not there: the staff app and its bundles, the API and its description, the window and the public pages.
 */
export function keepOutside(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (DESK.test(request.url) || request.cookies[nameOf(request, PARTNER_COOKIE)] === undefined)
      return undefined;
    const wantsPage = request.method === 'GET' && request.headers.accept?.includes('text/html') === true;
    // Said here: the description of the API stands beside the filter that would say it.
    if (!wantsPage) {
      answerProblem(new Refusal('request.not_found'), request, reply);
      return reply;
    }
    return reply.header('cache-control', 'no-store').redirect('/partner', 303);
  });
}
