import type { FastifyInstance } from 'fastify';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { Refusal } from '#domain/refusal.js';
import type { Config } from '#platform/config/config.js';
import { isPageAddress } from './page-address.js';
import { keepLanguage, seeOther } from './page-context.js';

const FIELDS_MAX = 200;

/** What pages need of the edge: forms are read for them and for nobody else, and `?language=` is kept and taken off the address. */
export function readForms(fastify: FastifyInstance, config: Config): void {
  fastify.decorate('publicUrl', config.publicUrl);
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (request, body, done) => {
      if (!isPageAddress(request.url)) return done(new Refusal('request.media_type'), undefined);
      const fields = new URLSearchParams(String(body));
      if (fields.size > FIELDS_MAX) return done(new Refusal('request.malformed'), undefined);
      done(null, fields);
    },
  );
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET' || !isPageAddress(request.url)) return undefined;
    const [path = '', query = ''] = request.url.split('?');
    const rest = new URLSearchParams(query);
    const language = LANGUAGES.find((one) => one === rest.get('language'));
    if (!language) return undefined;
    keepLanguage(request, reply, language);
    rest.delete('language');
    return seeOther(reply, rest.size > 0 ? `${path}?${rest.toString()}` : path);
  });
}
