import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PERMIT_KINDS, type PermitKind } from '#domain/charter/rights.js';
import type { PermitView } from '#domain/wire/rights.js';
import { readPermits, recordPermit } from '../api.rights.js';
import { useDates } from '../kit/dates.hook.js';
import { Section } from '../kit/section.js';
import { EmptyState, Loaded } from '../kit/states.js';
import { Bdi } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { DeedDialog } from './deed.dialog.js';

/** Permits and registers of the house: without a valid one nothing new is written about health. */
export function Permits() {
  const { t } = useTranslation();
  const may = useMay();
  const [recording, setRecording] = useState(false);
  const read = useQuery({ queryKey: ['permits'], queryFn: readPermits });
  return (
    <Section
      title={t('rights.permits')}
      actions={
        may('permit.record') ? (
          <Button variant="default" onClick={() => setRecording(true)}>
            {t('rights.permit_record')}
          </Button>
        ) : null
      }
    >
      <Loaded query={read}>
        {({ refusing, items }) => (
          <>
            {refusing ? <Text role="alert">{t('rights.refusing')}</Text> : null}
            {items.length === 0 ? (
              <EmptyState title={t('rights.nothing')}>{t('rights.nothing_words')}</EmptyState>
            ) : null}
            {items.map((permit) => (
              <PermitLine key={permit.permit} permit={permit} />
            ))}
          </>
        )}
      </Loaded>
      {recording ? <PermitDialog onClose={() => setRecording(false)} /> : null}
    </Section>
  );
}

function PermitLine({ permit }: { permit: PermitView }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <div className="object">
      <Text fw={600}>
        {t(`codes.permit_kind.${permit.kind}`)} · <Bdi>{permit.number}</Bdi>
      </Text>
      <Text size="sm">
        <Bdi>{permit.authority}</Bdi> · {t('rights.valid_until')} {dates.day(permit.valid_until_on)} ·{' '}
        {t(`rights.standing.${permit.standing}`)}
      </Text>
    </div>
  );
}

function PermitDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <DeedDialog
      title={t('rights.permit_record')}
      submit={t('rights.save')}
      again={['permits']}
      fields={[
        {
          name: 'kind',
          label: t('rights.what'),
          kind: 'choice',
          options: PERMIT_KINDS.map((value) => ({ value, label: t(`codes.permit_kind.${value}`) })),
        },
        { name: 'number', label: t('rights.number'), kind: 'line' },
        { name: 'authority', label: t('rights.authority'), kind: 'line' },
        { name: 'valid_from_on', label: t('rights.valid_from'), kind: 'day' },
        { name: 'valid_until_on', label: t('rights.valid_until'), kind: 'day' },
      ]}
      run={(values, key) =>
        recordPermit(
          {
            kind: values['kind'] as PermitKind,
            number: values['number'] ?? '',
            authority: values['authority'] ?? '',
            valid_from_on: values['valid_from_on'] ?? '',
            valid_until_on: values['valid_until_on'] ?? '',
          },
          key,
        )
      }
      onClose={onClose}
    />
  );
}
