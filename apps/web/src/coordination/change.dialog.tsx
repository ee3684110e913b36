import { NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FORCED_CHANGE_REASONS } from '#domain/charter/handoff.js';
import type { ForcedChangeReason } from '#domain/charter/handoff.js';
import type { ForcedChangeRequest } from '#domain/wire/envelope.js';
import { proposeForcedChange } from '../api.handoffs.js';
import { listPartners } from '../api.js';
import { currentLanguage } from '../i18n.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Choice } from '../kit/fields.js';
import { LEFT_TO_RIGHT, OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { inWords, tidyCode } from '../kit/text.js';

/** Who is responsible now and under which code, who is to be, why, and where the document is. */
export function ChangeDialog({ onClose, onDone }: { onClose: () => void; onDone: () => unknown }) {
  const { t } = useTranslation();
  const partners = useQuery({ queryKey: ['partners', null], queryFn: () => listPartners() });
  return (
    <Dialog title={t('coordination.propose')} onClose={onClose}>
      <Loaded query={partners}>
        {({ items }) => (
          <ChangeForm
            houses={items.map(({ code, names }) => ({
              value: code,
              label: inWords(names, currentLanguage()),
            }))}
            onClose={onClose}
            onDone={onDone}
          />
        )}
      </Loaded>
    </Dialog>
  );
}

interface ChangeFormProps {
  readonly houses: readonly { value: string; label: string }[];
  readonly onClose: () => void;
  readonly onDone: () => unknown;
}

const EMPTY: ForcedChangeRequest = {
  custodian: '',
  client: '',
  to: '',
  reason: 'court_order',
  document: '',
};

function ChangeForm({ houses, onClose, onDone }: ChangeFormProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(EMPTY);
  const put = (part: Partial<ForcedChangeRequest>): void => setAsked((before) => ({ ...before, ...part }));
  const change = useChange(proposeForcedChange, async () => {
    onClose();
    await onDone();
  });
  const nobody = { value: '', label: t('coordination.choose_house') };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        change.run({ ...asked, client: tidyCode(asked.client), document: asked.document.trim() });
      }}
    >
      <Stack>
        <ProblemAlert problem={change.problem} />
        <Text>{t('coordination.propose_effect')}</Text>
        <NativeSelect
          id={fieldId('custodian')}
          label={t('coordination.custodian')}
          value={asked.custodian}
          onChange={(event) => put({ custodian: event.currentTarget.value })}
          data={[nobody, ...houses]}
          error={change.errorOf('custodian')}
        />
        <ClientCodeField
          value={asked.client}
          onChange={(client) => put({ client })}
          error={change.errorOf('client')}
        />
        <NativeSelect
          id={fieldId('to')}
          label={t('coordination.to')}
          value={asked.to}
          onChange={(event) => put({ to: event.currentTarget.value })}
          data={[nobody, ...houses]}
          error={change.errorOf('to')}
        />
        <Choice<ForcedChangeReason>
          field="reason"
          label={t('handoff.reason')}
          value={asked.reason}
          onChange={(reason) => put({ reason })}
          options={FORCED_CHANGE_REASONS.map((each) => ({
            value: each,
            label: t(`codes.forced_change_reason.${each}`),
          }))}
          error={change.errorOf('reason')}
        />
        <TextInput
          id={fieldId('document')}
          label={t('coordination.document')}
          description={t('coordination.document_hint')}
          {...OWN_DIRECTION}
          value={asked.document}
          onChange={(event) => put({ document: event.currentTarget.value })}
          error={change.errorOf('document')}
        />
        <DialogActions submit={t('coordination.propose')} onClose={onClose} pending={change.pending} />
      </Stack>
    </form>
  );
}

function ClientCodeField(props: {
  value: string;
  onChange: (code: string) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <TextInput
      id={fieldId('client')}
      label={t('coordination.client_code')}
      {...LEFT_TO_RIGHT}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      error={props.error}
      autoComplete="off"
      spellCheck={false}
    />
  );
}
