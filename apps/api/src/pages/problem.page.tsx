import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '#domain/wire/common.js';
import { Frame } from './frame.js';
import { pageContext } from './page-context.js';
import { Notice } from './page.parts.js';
import { FRAME_WORDS } from './page.words.js';
import { sendPage } from './send-page.js';

/** A refusal as a page: what happened and what to do next, and where to go from here. */
export function sendProblemPage(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
): FastifyReply {
  const context = pageContext(request, reply);
  const words = FRAME_WORDS[context.language];
  const first = `/${context.path.split('/')[1] ?? ''}`;
  return sendPage(
    reply,
    <Frame context={context} title={words.today} exit={`${first === '/window' ? '/window/leave' : '/today'}`}>
      <h1>{words.wrong}</h1>
      <Notice tone="bad">{problem.detail}</Notice>
      <p>
        <a href={first}>{words.again}</a>
      </p>
      {problem.status >= 500 && (
        <p className="soft">
          {words.number}: <bdi>{context.request}</bdi>
        </p>
      )}
    </Frame>,
    problem.status,
  );
}
