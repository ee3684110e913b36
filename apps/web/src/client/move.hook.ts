import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { MOVE_OUTCOME_CODES } from '#domain/charter/pathway.js';
import type { MoveOutcome } from '#domain/charter/pathway.js';
import type { ClientView, StageMoveRequest } from '#domain/wire/client.js';
import { moveStage } from '../api.js';
import { useChange } from '../kit/change.hook.js';
import type { Change } from '../kit/change.hook.js';
import { useTerms } from '../kit/text.js';
import { say } from '../kit/notice.js';

/** Endings that fit the way the client goes, the likeliest first: nobody who comes back for support has failed anything. */
export function outcomesOf(move: ClientView['moves'][number] | undefined, allMet: boolean): MoveOutcome[] {
  if (move?.direction === 'return') return ['stepped_up', 'moved_on_early'];
  return MOVE_OUTCOME_CODES.filter(
    (outcome) => outcome !== 'stepped_up' && (outcome !== 'completed' || allMet),
  );
}

/** Moves the client and goes back to their page, which then stands in the new stage. */
export function useMove(client: ClientView, onDone: () => void): Change<StageMoveRequest> {
  const { t } = useTranslation();
  const terms = useTerms();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useChange(
    (body: StageMoveRequest, key) => moveStage(client.client, body, client.version, key),
    async (_written, { to }) => {
      onDone();
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      say(t('passage.moved', { stage: terms.stage(to) }));
      await navigate({ to: '/clients/$code', params: { code: client.client } });
    },
  );
}
