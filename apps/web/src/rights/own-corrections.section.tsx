import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CORRECTION_FIELDS, type CorrectionField } from '#domain/charter/rights.js';
import type { ClientRightsView, CorrectionView } from '#domain/wire/rights.js';
import { applyCorrection, askCorrection, stateCorrection } from '../api.rights.js';
import { currentLanguage } from '../i18n.js';
import { useDates } from '../kit/dates.hook.js';
import { Section } from '../kit/section.js';
import { Bdi, Instant, Label } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { Standing } from './asked.list.js';
import { Asked, DecideCorrection } from './corrections.section.js';
import { DeedDialog } from './deed.dialog.js';
import { Entry, rightsKey } from './rights.parts.js';

type Deed = 'decide' | 'apply' | 'state';

/** What the client says is wrong: asked, decided by another person, corrected in the record or answered with the client's own words. */
export function OwnCorrections({ view }: { view: ClientRightsView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState<{ deed: Deed; correction: CorrectionView } | null>(null);
  return (
    <Section
      title={t('rights.own_corrections')}
      actions={
        may('correction.request') ? (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('rights.correction_ask')}
          </Button>
        ) : null
      }
    >
      <Stack gap="sm">
        {view.corrections.length === 0 ? <Text>{t('rights.corrections_none')}</Text> : null}
        {view.corrections.map((one) => (
          <OneCorrection
            key={one.correction}
            correction={one}
            onDeed={(deed) => setDone({ deed, correction: one })}
          />
        ))}
        {view.told.map(({ from, field, told_at: at }) => (
          <Entry
            key={`${field} ${at}`}
            title={t(`codes.correction_field.${field}`)}
            by={
              <>
                {t('rights.corrected_there')} <Label of={from} /> · <Instant at={at} />
              </>
            }
          />
        ))}
      </Stack>
      {asking ? <AskDialog client={view.client} onClose={() => setAsking(false)} /> : null}
      {done ? <Done {...done} client={view.client} onClose={() => setDone(null)} /> : null}
    </Section>
  );
}

function OneCorrection(props: { correction: CorrectionView; onDeed: (deed: Deed) => void }) {
  const { t } = useTranslation();
  const { correction: one, onDeed } = props;
  return (
    <Entry
      title={t(`codes.correction_field.${one.field}`)}
      by={
        <>
          {t(`rights.asked_by.${one.asked_by}`)} · <Instant at={one.received_at} />
        </>
      }
      standing={
        <Standing
          words={t(`codes.correction_state.${one.state}`)}
          dueAt={one.decision ? null : one.decide_due_at}
        />
      }
    >
      <div>
        <Asked correction={one} />
        <Answered correction={one} />
      </div>
      <Deeds correction={one} onDeed={onDeed} />
    </Entry>
  );
}

/** What was answered, who was told, and what the client says of it. */
function Answered({ correction: one }: { correction: CorrectionView }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <>
      {one.reason ? (
        <Text size="sm">
          {t('rights.why')}: <Bdi>{one.reason}</Bdi>
        </Text>
      ) : null}
      {one.told.length > 0 ? (
        <Text size="sm">
          {t('rights.told_to')}: {dates.list(one.told.map(({ partner }) => partner[currentLanguage()]))}
        </Text>
      ) : null}
      {one.statement ? (
        <Text mt="xs" fw={600}>
          {t('rights.statement')}: <Bdi>{one.statement}</Bdi>
        </Text>
      ) : null}
    </>
  );
}

/** What may follow now; nothing while there is nothing to do. */
function Deeds({ correction: one, onDeed }: { correction: CorrectionView; onDeed: (deed: Deed) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const isPartly = one.decision === 'partly';
  const deeds: readonly { deed: Deed; label: string; can: boolean; first?: boolean }[] = [
    {
      deed: 'decide',
      label: t('rights.decide'),
      can: one.decision === null && !one.mine && may('correction.decide'),
      first: true,
    },
    {
      deed: 'apply',
      label: t('rights.apply'),
      can: one.state === 'accepted' && may('correction.apply'),
      first: true,
    },
    {
      deed: 'state',
      label: t(one.statement ? 'rights.state_again' : 'rights.state_words'),
      can: (one.decision === 'refused' || isPartly) && may('correction.state'),
    },
  ];
  const open = deeds.filter(({ can }) => can);
  if (open.length === 0) return null;
  return (
    <Group gap="xs">
      {open.map(({ deed, label, first }) => (
        <Button
          key={deed}
          size="compact-md"
          variant={first ? 'filled' : 'default'}
          onClick={() => onDeed(deed)}
        >
          {label}
        </Button>
      ))}
    </Group>
  );
}

function Done(props: { deed: Deed; correction: CorrectionView; client: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { deed, correction, client, onClose } = props;
  const again = rightsKey(client);
  if (deed === 'decide') return <DecideCorrection correction={correction} again={again} onClose={onClose} />;
  if (deed === 'apply')
    return (
      <DeedDialog
        title={t('rights.apply')}
        effect={t('rights.apply_effect')}
        submit={t('rights.apply')}
        again={again}
        fields={[]}
        run={(_values, key) => applyCorrection(correction, key)}
        onClose={onClose}
      />
    );
  return (
    <DeedDialog
      title={t('rights.state_words')}
      effect={t('rights.state_effect')}
      submit={t('rights.save')}
      again={again}
      fields={[
        { name: 'words', label: t('rights.statement'), kind: 'words', start: correction.statement ?? '' },
      ]}
      run={(values, key) => stateCorrection(correction, values['words'] ?? '', key)}
      onClose={onClose}
    />
  );
}

function AskDialog({ client, onClose }: { client: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <DeedDialog
      title={t('rights.correction_ask')}
      effect={t('rights.correction_ask_effect')}
      submit={t('rights.save')}
      again={rightsKey(client)}
      fields={[
        {
          name: 'field',
          label: t('rights.field'),
          kind: 'choice',
          options: CORRECTION_FIELDS.map((value) => ({
            value,
            label: t(`codes.correction_field.${value}`),
          })),
        },
        { name: 'says', label: t('rights.says'), kind: 'words' },
        { name: 'should_say', label: t('rights.should_say'), kind: 'words' },
      ]}
      run={(values, key) =>
        askCorrection(
          client,
          {
            field: values['field'] as CorrectionField,
            says: values['says'] ?? '',
            should_say: values['should_say'] ?? '',
          },
          key,
        )
      }
      onClose={onClose}
    />
  );
}
