import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import { moveHandoff } from '../api.handoffs.js';
import type { MoveRequest } from '../api.handoffs.js';
import { useRecordedConsent } from '../consents/consent.hook.js';
import { asProblem, useChange } from '../kit/change.hook.js';
import type { Change } from '../kit/change.hook.js';
import type { Asked } from './move.frame.js';

/** What shows where a handoff stands. */
const CHANGED = ['handoff', 'handoffs', 'work', 'arrivals', 'absent'];

/** The same move, standing on a consent that was recorded a moment ago. */
function standingOn(request: MoveRequest, consent: string): MoveRequest {
  if (request.move === 'resume') return { move: 'resume', body: { ...request.body, consent } };
  if (request.move === 'return') return { move: 'return', body: { ...request.body, consent } };
  return request;
}

/** Makes a move of a handoff; everything on the screen is read again afterwards, and a new handoff that came of it is opened. */
export function useMove(
  handoff: Pick<HandoffDetail, 'reference' | 'version'>,
  onDone: () => void,
): Change<Asked> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const record = useRecordedConsent();
  return useChange(
    async ({ request, consent }: Asked, key) => {
      const stands = consent
        ? standingOn(request, await record(consent.client, consent.request, key))
        : request;
      try {
        return await moveHandoff(handoff.reference, stands, handoff.version, key);
      } catch (error) {
        // Somebody was faster: what is on the screen is read again, and what was typed stays.
        if (asProblem(error as Error).status === 409)
          void queries.invalidateQueries({
            predicate: ({ queryKey }) => CHANGED.includes(String(queryKey[0])),
          });
        throw error;
      }
    },
    async ({ successor, warnings }) => {
      onDone();
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      const reference = successor ?? handoff.reference;
      if (successor || warnings?.length)
        await navigate({
          to: '/handoffs/$reference',
          params: { reference },
          state: { warnings: warnings ?? [] },
        });
    },
  );
}
