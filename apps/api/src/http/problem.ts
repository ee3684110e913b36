import type { Language } from '#domain/charter/code-lists.js';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { Refusal, type RefusalCode } from '#domain/refusal.js';
import type { Problem } from '#domain/wire/common.js';
import { refusalSentence } from '#domain/words/refusals.js';
import { statusOf } from './refusal-status.js';

/** The language of an answer: the first of ours that Accept-Language names, else English. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(/;\s*q=/);
      return {
        language: tag.slice(0, 2).toLowerCase(),
        quality: quality === undefined ? 1 : Number(quality),
      };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  const found = wanted.find(({ language }) => (LANGUAGES as readonly string[]).includes(language));
  return (found?.language as Language | undefined) ?? 'en';
}

/** A refusal as RFC 9457 problem details: what happened and what to do next, in the reader's language. */
export function toProblem(refusal: Refusal, language: Language, request: string): Problem {
  const sentence = (one: Refusal) => refusalSentence(language, one.code, one.details.parameters ?? {});
  const all = [refusal, ...(refusal.details.also ?? [])];
  const errors = all.flatMap((one) =>
    one.details.field === undefined
      ? []
      : [{ field: one.details.field, code: one.code, detail: sentence(one) }],
  );
  const detail = sentence(refusal);
  return {
    type: `/problems/${refusal.code}`,
    title: detail.split(/(?<=[.!?؟])\s/u)[0] ?? detail,
    status: statusOf(refusal.code),
    detail,
    code: refusal.code,
    ...(errors.length > 0 ? { errors } : {}),
    request,
  };
}

const STATUS_REFUSALS: Readonly<Record<number, RefusalCode>> = {
  400: 'request.malformed',
  404: 'request.not_found',
  405: 'request.not_found',
  408: 'request.malformed',
  413: 'request.too_large',
  414: 'request.not_found',
  415: 'request.media_type',
};

/** What Fastify or Nest refuse by themselves, in our words; anything else is not an expected no. */
export function refusalOfStatus(status: number | undefined): Refusal | undefined {
  if (status === undefined || status < 400 || status >= 500) return undefined;
  return new Refusal(STATUS_REFUSALS[status] ?? 'request.malformed');
}
