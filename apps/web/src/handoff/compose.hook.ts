import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import type { ClientView } from '#domain/wire/client.js';
import type {
  HandoffDetail,
  HandoffDraftRequest,
  HandoffSendRequest,
  HandoffWritten,
} from '#domain/wire/handoff.js';
import { draftHandoff, moveHandoff, sendHandoff } from '../api.handoffs.js';
import { consentFor as requestFor } from '../consents/consent.form.js';
import { useRecordedConsent } from '../consents/consent.hook.js';
import { tidyCode } from '../kit/text.js';
import { useChange } from '../kit/change.hook.js';
import type { Change } from '../kit/change.hook.js';
import { categoriesOf, isOffered, openTransfer } from './compose.form.js';
import type { ComposeDraft } from './compose.form.js';

export interface Composing {
  readonly draft: ComposeDraft;
  /** False: kept as a draft, nobody hears of it. */
  readonly sending: boolean;
}

const said = (reason: string): { reason?: string } => (reason.trim() === '' ? {} : { reason: reason.trim() });

/** What of the form every way of writing a handoff sends; stage and partner were found to be there. */
function common(draft: ComposeDraft) {
  const { stage, receiver, urgency, reason } = draft;
  if (stage === null || receiver === null) throw new Error('The form was sent without a stage or a partner.');
  return { stage, receiver, urgency, ...said(reason) };
}

/** Sends a handoff or keeps it as a draft. A consent that is new is recorded first; one that stands is not recorded twice. */
export function useCompose(
  client: ClientView,
  saved: HandoffDetail | null,
  onDone: () => void,
): Change<Composing> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const record = useRecordedConsent();
  const { replaces } = useSearch({ from: '/clients/$code/handoff' });
  // A draft that was changed and could not be sent has another version than the one that was read.
  const version = useRef(saved?.version ?? 0);

  const consentFor = async (draft: ComposeDraft, key: string): Promise<{ consent?: string }> => {
    if (draft.consent !== null) return { consent: draft.consent };
    if (draft.receiver === null || categoriesOf(client, draft).length === 0) return {};
    return {
      consent: await record(
        client.client,
        requestFor(draft.newConsent, draft.receiver, client.language),
        key,
      ),
    };
  };

  const change = async (reference: string, { draft, sending }: Composing, key: string) => {
    const body = { ...common(draft), ...(await consentFor(draft, key)) };
    const edited = await moveHandoff(reference, { move: 'edit', body }, version.current, key);
    version.current = edited.version;
    return sending ? moveHandoff(reference, { move: 'send' }, edited.version, `${key}-send`) : edited;
  };

  const begin = async ({ draft, sending }: Composing, key: string): Promise<HandoffWritten> => {
    const base = { client: client.client, ...common(draft) };
    if (!isOffered(draft.kind))
      return sendHandoff({ ...base, kind: draft.kind } satisfies HandoffSendRequest, key);
    const group = draft.kind === 'transfer' ? openTransfer(client)?.reference : undefined;
    const body: HandoffDraftRequest = {
      ...base,
      kind: draft.kind,
      ...(await consentFor(draft, key)),
      ...(group === undefined ? {} : { group }),
      ...(replaces === undefined ? {} : { replaces: tidyCode(replaces) }),
      ...(draft.kind === 'referral' && draft.plannedReturn ? { planned_return: true } : {}),
    };
    return sending ? sendHandoff(body, key) : draftHandoff(body, key);
  };

  return useChange(
    (composing: Composing, key) => (saved ? change(saved.reference, composing, key) : begin(composing, key)),
    async ({ reference, warnings }) => {
      onDone();
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      await navigate({
        to: '/handoffs/$reference',
        params: { reference },
        state: { warnings: warnings ?? [] },
      });
    },
  );
}
