import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import {
  DECIDED_OUTCOMES,
  RETALIATION_FINDINGS,
  type DecidedOutcome,
  type RetaliationFinding,
} from '#domain/charter/rights.js';
import type { ComplaintView } from '#domain/wire/rights.js';
import {
  acknowledgeComplaint,
  checkComplaint,
  decideComplaint,
  nameConcerned,
  passComplaintOn,
  readComplaint,
  takeComplaint,
  writeToComplainant,
} from '../api.rights.js';
import { asProblem, useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog } from '../kit/dialog.js';
import { FailedState, ProblemAlert, Waiting } from '../kit/states.js';
import { Bdi, Code, Facts, Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { DeedDialog } from './deed.dialog.js';

interface Props {
  readonly complaint: string;
  readonly onClose: () => void;
}

/** One complaint: what was said, what was written back and forth, and what whoever handles it may do next. */
export function ComplaintDialog({ complaint, onClose }: Props) {
  const { t } = useTranslation();
  const read = useQuery({
    queryKey: ['complaints', 'one', complaint],
    queryFn: () => readComplaint(complaint),
  });
  return (
    <Dialog title={t('rights.complaint')} onClose={onClose}>
      {read.data ? (
        <Whole complaint={read.data} onGone={onClose} />
      ) : read.error ? (
        <FailedState problem={asProblem(read.error)} onRetry={() => void read.refetch()} />
      ) : (
        <Waiting />
      )}
    </Dialog>
  );
}

function Whole({ complaint, onGone }: { complaint: ComplaintView; onGone: () => void }) {
  const { t, i18n } = useTranslation();
  const language = LANGUAGES.find((one) => one === i18n.language) ?? 'en';
  const may = useMay();
  return (
    <Stack>
      <Facts
        items={[
          { term: t('rights.reference'), value: <Code>{complaint.reference}</Code> },
          { term: t('rights.about'), value: <Bdi>{complaint.about[language]}</Bdi> },
          { term: t('rights.category'), value: t(`codes.complaint_category.${complaint.category}`) },
          {
            term: t('rights.from_whom'),
            value: complaint.client ? (
              <Code>{complaint.client}</Code>
            ) : (
              t(`codes.complaint_submitter.${complaint.submitter}`)
            ),
          },
          { term: t('rights.channel'), value: t(`codes.complaint_channel.${complaint.channel}`) },
          ...(complaint.about_colleague
            ? [{ term: t('rights.concerned'), value: <Bdi>{complaint.about_colleague}</Bdi> }]
            : []),
          ...(complaint.investigator
            ? [{ term: t('rights.investigator'), value: <Bdi>{complaint.investigator.display_name}</Bdi> }]
            : []),
          ...(complaint.outcome
            ? [{ term: t('rights.outcome'), value: t(`codes.complaint_outcome.${complaint.outcome}`) }]
            : []),
        ]}
      />
      <Said mine={false} on={complaint.received_on} words={complaint.words} />
      {complaint.messages.map((one) => (
        <Said key={one.message} mine={one.mine} at={one.written_at} words={one.words} />
      ))}
      {complaint.decision ? (
        <Text dir="auto" className="object">
          {complaint.decision}
        </Text>
      ) : null}
      {may('complaint.handle') ? <Deeds complaint={complaint} onGone={onGone} /> : null}
    </Stack>
  );
}

/** What one side wrote, and when; of the complaint itself the day alone is known. Nothing, where it was erased since. */
function Said(props: { mine: boolean; at?: string; on?: string; words: string | null }) {
  const { t } = useTranslation();
  const dates = useDates();
  const { mine, at, on, words } = props;
  return (
    <div className="object">
      <Text size="sm">
        {mine ? t('rights.we') : t('rights.they')} · {at ? <Instant at={at} /> : null}
        {on ? dates.day(on) : null}
      </Text>
      <Text dir="auto" className="preserved">
        {words ?? t('rights.gone')}
      </Text>
    </div>
  );
}

type Asked = 'write' | 'decide' | 'check' | 'concerned';

interface AskedProps {
  readonly asked: Asked;
  readonly complaint: ComplaintView;
  readonly onClose: () => void;
  /** It has left the house: there is nothing to show any more. */
  readonly onGone: () => void;
}

function Deeds({ complaint, onGone }: { complaint: ComplaintView; onGone: () => void }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked | null>(null);
  const open = complaint.outcome === null;
  return (
    <>
      <Group gap="xs">
        <Steps complaint={complaint} onGone={onGone} />
        <Button variant="default" onClick={() => setAsked('write')}>
          {t('rights.write')}
        </Button>
        {open && complaint.own_house && !complaint.about_colleague ? (
          <Button variant="default" onClick={() => setAsked('concerned')}>
            {t('rights.name_concerned')}
          </Button>
        ) : null}
        {open && complaint.acknowledged_at ? (
          <Button onClick={() => setAsked('decide')}>{t('rights.decide')}</Button>
        ) : null}
        {!open && !complaint.retaliation_found ? (
          <Button onClick={() => setAsked('check')}>{t('rights.check')}</Button>
        ) : null}
      </Group>
      {asked ? (
        <AskedDeed asked={asked} complaint={complaint} onClose={() => setAsked(null)} onGone={onGone} />
      ) : null}
    </>
  );
}

/** Steps that need nothing but a press: to acknowledge, to look into it oneself, to give it away. */
function Steps({ complaint, onGone }: { complaint: ComplaintView; onGone: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const step = useChange(
    async (what: 'acknowledge' | 'take' | 'pass', key): Promise<unknown> =>
      what === 'acknowledge'
        ? acknowledgeComplaint(complaint, key)
        : what === 'take'
          ? takeComplaint(complaint, key)
          : passComplaintOn(complaint, key),
    async (_answer, what) => {
      if (what === 'pass') onGone();
      await queries.invalidateQueries({ queryKey: ['complaints'] });
    },
  );
  if (complaint.outcome !== null) return null;
  return (
    <>
      <ProblemAlert problem={step.problem} />
      {complaint.acknowledged_at ? null : (
        <Button loading={step.pending} onClick={() => step.run('acknowledge')}>
          {t('rights.acknowledge')}
        </Button>
      )}
      {complaint.investigator ? null : (
        <Button variant="default" loading={step.pending} onClick={() => step.run('take')}>
          {t('rights.take')}
        </Button>
      )}
      {complaint.own_house ? (
        <Button variant="default" loading={step.pending} onClick={() => step.run('pass')}>
          {t('rights.pass_on')}
        </Button>
      ) : null}
    </>
  );
}

function AskedDeed({ asked, complaint, onClose, onGone }: AskedProps) {
  const { t } = useTranslation();
  const words = { name: 'words', label: t('rights.words'), kind: 'words' } as const;
  const frame = { again: ['complaints'], onClose };
  if (asked === 'write')
    return (
      <DeedDialog
        {...frame}
        title={t('rights.write')}
        effect={t('rights.write_effect')}
        submit={t('rights.send')}
        fields={[words]}
        run={(values, key) => writeToComplainant(complaint, values['words'] ?? '', key)}
      />
    );
  if (asked === 'concerned') return <Concerned complaint={complaint} onClose={onClose} onGone={onGone} />;
  if (asked === 'check') return <Check complaint={complaint} onClose={onClose} />;
  return (
    <DeedDialog
      {...frame}
      title={t('rights.decide')}
      effect={t('rights.decide_effect')}
      submit={t('rights.decide')}
      fields={[
        {
          name: 'outcome',
          label: t('rights.outcome'),
          kind: 'choice',
          options: DECIDED_OUTCOMES.map((value) => ({ value, label: t(`codes.complaint_outcome.${value}`) })),
        },
        words,
        { name: 'remedy', label: t('rights.remedy'), kind: 'words', optional: true },
      ]}
      run={(values, key) =>
        decideComplaint(
          complaint,
          {
            outcome: values['outcome'] as DecidedOutcome,
            words: values['words'] ?? '',
            remedy: values['remedy']?.trim() || null,
          },
          key,
        )
      }
    />
  );
}

/** Which colleague it is about: where they would decide, it leaves the house, and there is nothing to show any more. */
function Concerned({ complaint, onClose, onGone }: Omit<AskedProps, 'asked'>) {
  const { t } = useTranslation();
  return (
    <DeedDialog
      again={['complaints']}
      onClose={onClose}
      title={t('rights.name_concerned')}
      effect={t('rights.name_concerned_effect')}
      submit={t('rights.save')}
      fields={[{ name: 'colleague', label: t('rights.concerned'), kind: 'colleague' }]}
      run={(values, key) => nameConcerned(complaint, values['colleague'] ?? '', key)}
      done={({ left }) => {
        if (left) onGone();
      }}
    />
  );
}

/** Whether anybody took revenge, asked a month later. */
function Check({ complaint, onClose }: Pick<AskedProps, 'complaint' | 'onClose'>) {
  const { t } = useTranslation();
  return (
    <DeedDialog
      again={['complaints']}
      onClose={onClose}
      title={t('rights.check')}
      effect={t('rights.check_effect')}
      submit={t('rights.save')}
      fields={[
        {
          name: 'found',
          label: t('rights.found'),
          kind: 'choice',
          options: RETALIATION_FINDINGS.map((value) => ({ value, label: t(`codes.retaliation.${value}`) })),
        },
        { name: 'words', label: t('rights.words'), kind: 'words' },
      ]}
      run={(values, key) =>
        checkComplaint(
          complaint,
          { found: values['found'] as RetaliationFinding, words: values['words'] ?? '' },
          key,
        )
      }
    />
  );
}
