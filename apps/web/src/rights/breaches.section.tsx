import { Badge, Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BREACH_KINDS, BREACH_RISKS, type BreachKind, type BreachRisk } from '#domain/charter/rights.js';
import type { BreachView } from '#domain/wire/rights.js';
import { endBreach, listBreaches, notifyBreach, recordBreach } from '../api.rights.js';
import { useChange } from '../kit/change.hook.js';
import { usePaged } from '../kit/paged.hook.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi, Due, Instant } from '../kit/text.js';
import { PagedPart } from '../privacy/paged.part.js';
import { useMay, useSession } from '../session/session.context.js';
import { DeedDialog, momentNow, momentOf } from './deed.dialog.js';

/** Breaches of data, each with the clock to the authority. */
export function Breaches() {
  const { t } = useTranslation();
  const may = useMay();
  const [recording, setRecording] = useState(false);
  const { query, items } = usePaged(['breaches'], listBreaches);
  return (
    <Section
      title={t('rights.breaches')}
      actions={
        may('breach.record') ? (
          <Button variant="default" onClick={() => setRecording(true)}>
            {t('rights.breach_record')}
          </Button>
        ) : null
      }
    >
      <PagedPart
        query={query}
        items={items}
        label={t('rights.breaches')}
        keyOf={({ breach }) => breach}
        empty={{ title: t('rights.nothing'), words: t('rights.nothing_words') }}
        columns={[
          {
            id: 'what',
            head: t('rights.what'),
            width: 'minmax(0, 2fr)',
            cell: (row) => (
              <>
                {t(`codes.breach_kind.${row.kind}`)}
                <Text size="sm">
                  <Bdi>{row.words}</Bdi>
                </Text>
              </>
            ),
          },
          { id: 'found', head: t('rights.detected'), cell: ({ detected_at: at }) => <Instant at={at} /> },
          { id: 'state', head: t('rights.state'), cell: (row) => <BreachState breach={row} /> },
        ]}
      />
      {recording ? <BreachDialog onClose={() => setRecording(false)} /> : null}
    </Section>
  );
}

/** How long there is to tell the authority, and what comes next. */
function BreachState({ breach }: { breach: BreachView }) {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const [telling, setTelling] = useState(false);
  const end = useChange(
    (what: 'tell-clients' | 'close', key) => endBreach(breach, what, key),
    () => queries.invalidateQueries({ queryKey: ['breaches'] }),
  );
  return (
    <>
      <Badge variant="outline" className="wrapping">
        {t(`codes.breach_state.${breach.state}`)}
      </Badge>
      {breach.state === 'open' ? <Due at={breach.notify_due_at} /> : null}
      <ProblemAlert problem={end.problem} />
      {may('breach.notify') && breach.state !== 'closed' ? (
        <Group gap="xs">
          {breach.state === 'open' ? (
            <Button size="compact-md" onClick={() => setTelling(true)}>
              {t('rights.notify')}
            </Button>
          ) : null}
          {breach.clients_told_at ? null : (
            <Button size="compact-md" variant="default" onClick={() => end.run('tell-clients')}>
              {t('rights.tell_clients')}
            </Button>
          )}
          {breach.state === 'notified' ? (
            <Button size="compact-md" variant="default" onClick={() => end.run('close')}>
              {t('rights.close')}
            </Button>
          ) : null}
        </Group>
      ) : null}
      {telling ? <NotifyDialog breach={breach} onClose={() => setTelling(false)} /> : null}
    </>
  );
}

function NotifyDialog({ breach, onClose }: { breach: BreachView; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <DeedDialog
      title={t('rights.notify')}
      effect={t('rights.notify_effect')}
      submit={t('rights.save')}
      again={['breaches']}
      fields={[
        {
          name: 'authority_reference',
          label: t('rights.authority_reference'),
          kind: 'line',
          optional: true,
        },
        { name: 'reason', label: t('rights.why_not'), kind: 'words', optional: true },
      ]}
      run={(values, key) =>
        notifyBreach(
          breach,
          {
            authority_reference: values['authority_reference']?.trim() || null,
            reason: values['reason']?.trim() || null,
          },
          key,
        )
      }
      onClose={onClose}
    />
  );
}

function BreachDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const zone = useSession().organisation.time_zone;
  return (
    <DeedDialog
      title={t('rights.breach_record')}
      effect={t('rights.breach_effect')}
      submit={t('rights.save')}
      again={['breaches']}
      fields={[
        {
          name: 'kind',
          label: t('rights.what'),
          kind: 'choice',
          options: BREACH_KINDS.map((value) => ({ value, label: t(`codes.breach_kind.${value}`) })),
        },
        {
          name: 'risk',
          label: t('rights.risk'),
          kind: 'choice',
          options: BREACH_RISKS.map((value) => ({ value, label: t(`codes.breach_risk.${value}`) })),
        },
        { name: 'people', label: t('rights.people'), kind: 'line', start: '1' },
        {
          name: 'detected_at',
          label: t('rights.detected_on'),
          timeLabel: t('rights.detected_hour'),
          kind: 'moment',
          start: momentNow(zone),
        },
        { name: 'words', label: t('rights.words'), kind: 'words' },
        { name: 'clients', label: t('rights.clients'), kind: 'line', optional: true },
      ]}
      run={(values, key) =>
        recordBreach(
          {
            kind: values['kind'] as BreachKind,
            risk: values['risk'] as BreachRisk,
            people: Number(values['people']),
            detected_at: momentOf(values['detected_at'] ?? '', zone),
            words: values['words'] ?? '',
            clients: (values['clients'] ?? '').split(/[\s,;،]+/).filter((code) => code !== ''),
          },
          key,
        )
      }
      onClose={onClose}
    />
  );
}
