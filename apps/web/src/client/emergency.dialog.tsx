import { Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PartnerView } from '#domain/wire/common.js';
import type { HandoffEmergencyRequest } from '#domain/wire/handoff.js';
import { sendEmergency } from '../api.handoffs.js';
import { listPartners } from '../api.js';
import { Writing } from '../handoff/move.frame.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { useChange } from '../kit/change.hook.js';
import type { Change } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { PartnerChoice } from '../kit/partner.choice.js';
import { ClientCode, Label } from '../kit/text.js';

/** Houses that treat come first: that is where an emergency goes. */
const medicalFirst = (partners: readonly PartnerView[]): PartnerView[] => [
  ...partners.filter(({ stages }) => stages.includes('treatment')),
  ...partners.filter(({ stages }) => !stages.includes('treatment')),
];

/** One choice and one button: where to, and go. */
export function EmergencyDialog({ code, onClose }: { code: string; onClose: () => void }) {
  const { t } = useTranslation();
  const partners = useQuery({ queryKey: ['partners', null], queryFn: () => listPartners() });
  return (
    <Dialog title={t('emergency.title')} onClose={onClose}>
      <Loaded query={partners}>
        {({ items }) => <EmergencyForm code={code} partners={medicalFirst(items)} onClose={onClose} />}
      </Loaded>
    </Dialog>
  );
}

/** Sends it, and opens the page of its handoff with what it warns of. */
function useEmergency(): Change<HandoffEmergencyRequest> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useChange(
    (body: HandoffEmergencyRequest, key) => sendEmergency(body, key),
    async ({ reference, warnings }) => {
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      await navigate({
        to: '/handoffs/$reference',
        params: { reference },
        state: { warnings: warnings ?? [] },
      });
    },
  );
}

function EmergencyForm({
  code,
  partners,
  onClose,
}: {
  code: string;
  partners: readonly PartnerView[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [receiver, setReceiver] = useState<string | null>(
    partners.length === 1 ? (partners[0]?.code ?? null) : null,
  );
  const [reason, setReason] = useState('');
  const send = useEmergency();
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (receiver === null) return;
        const said = reason.trim() === '' ? {} : { reason: reason.trim() };
        send.run({ client: code, receiver, ...said });
      }}
    >
      <Stack>
        <ProblemAlert problem={send.problem} />
        <Text>
          <ClientCode of={code} />
        </Text>
        <Text>{t('emergency.effect')}</Text>
        <PartnerChoice
          label={t('emergency.where')}
          value={receiver}
          onChange={setReceiver}
          options={partners.map(({ code, names, town }) => ({
            value: code,
            label: <Label of={names} />,
            hint: town ? <Label of={town} /> : null,
          }))}
          error={send.errorOf('receiver')}
        />
        <Writing
          field="reason"
          label={t('emergency.what')}
          value={reason}
          onChange={setReason}
          error={send.errorOf('reason')}
        />
        <DialogActions
          submit={t('emergency.send')}
          onClose={onClose}
          pending={send.pending}
          disabled={receiver === null}
          ending
        />
      </Stack>
    </form>
  );
}
