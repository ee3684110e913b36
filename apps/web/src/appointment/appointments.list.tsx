import { Badge, Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ATTENDANCE_OUTCOMES, type AttendanceOutcome } from '#domain/charter/contact.js';
import type { ContactView } from '#domain/wire/contact.js';
import { appointmentFile, recordAttendance, undoAttendance } from '../api.appointments.js';
import { useChange } from '../kit/change.hook.js';
import { DataList } from '../kit/data.list.js';
import { later } from '../kit/later.js';
import { say } from '../kit/notice.js';
import { useNow } from '../kit/now.hook.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode, Instant, Label } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { useFresh } from './fresh.hook.js';

const CancelDialog = later(async () => (await import('./cancel.dialog.js')).CancelDialog);
const MoveDialog = later(async () => (await import('./move.dialog.js')).MoveDialog);

interface AppointmentsProps {
  readonly label: string;
  readonly items: readonly ContactView[];
  readonly empty: string;
  /** Whose they are stands beside each: a calendar holds those of many clients. */
  readonly ofMany?: boolean;
}

/** Appointments in their order, with what can be done about each: whether the client came, a new hour, a cancellation. */
export function Appointments({ label, items, empty, ofMany }: AppointmentsProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<{ what: 'cancel' | 'move'; one: ContactView } | null>(null);
  if (items.length === 0) return <Text>{empty}</Text>;
  const close = (): void => setAsking(null);
  return (
    <>
      <DataList<ContactView>
        label={label}
        rows={items}
        keyOf={({ contact }) => contact}
        columns={[
          {
            id: 'when',
            head: t('appointments.when'),
            width: 'minmax(7rem, 1fr)',
            cell: ({ starts_at }) => <Instant at={starts_at} />,
          },
          ...(ofMany
            ? [
                {
                  id: 'client',
                  head: t('appointments.client'),
                  width: '9.5rem',
                  cell: (one: ContactView) => <Whose of={one} />,
                },
              ]
            : []),
          {
            id: 'what',
            head: t('appointments.what'),
            cell: (one) => (
              <>
                {t(`codes.contact_kind.${one.kind}`)}
                {one.group ? (
                  <>
                    {' · '}
                    <Link to="/groups/$group" params={{ group: one.group }} className="row-link">
                      {t('appointments.group')}
                    </Link>
                  </>
                ) : null}
              </>
            ),
          },
          { id: 'with', head: t('appointments.with'), cell: (one) => <With of={one} /> },
          { id: 'state', head: t('appointments.state'), cell: (one) => <State of={one} /> },
          {
            id: 'deeds',
            head: '',
            unseenHead: t('appointments.deeds'),
            width: 'minmax(9rem, 1.2fr)',
            cell: (one) => <Deeds of={one} onAsk={(what) => setAsking({ what, one })} />,
          },
        ]}
      />
      {asking?.what === 'cancel' ? <CancelDialog of={asking.one} onClose={close} /> : null}
      {asking?.what === 'move' ? <MoveDialog of={asking.one} onClose={close} /> : null}
    </>
  );
}

function Whose({ of }: { of: ContactView }) {
  return of.client ? (
    <Link to="/clients/$code/appointments" params={{ code: of.client }} className="row-link">
      <ClientCode of={of.client} />
    </Link>
  ) : null;
}

function With({ of }: { of: ContactView }) {
  const { t } = useTranslation();
  if (!of.own_house) return <Label of={of.organisation} />;
  return of.with ? <Bdi>{of.with.display_name}</Bdi> : <Text c="dimmed">{t('appointments.nobody')}</Text>;
}

function State({ of }: { of: ContactView }) {
  const { t } = useTranslation();
  if (!of.happened)
    return (
      <Badge variant="outline" className="wrapping">
        {t('appointments.open')}
      </Badge>
    );
  return (
    <>
      <Badge variant="default" className="wrapping">
        {t(`codes.contact_outcome.${of.happened}`)}
      </Badge>
      {of.reason ? <Text size="sm">{t(`codes.cancel_reason.${of.reason}`)}</Text> : null}
    </>
  );
}

function Deeds({ of, onAsk }: { of: ContactView; onAsk: (what: 'cancel' | 'move') => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const now = useNow();
  const fresh = useFresh();
  const done = async (): Promise<void> => {
    await fresh();
    say(t('app.saved'));
  };
  const record = useChange(
    (happened: AttendanceOutcome, key) => recordAttendance(of, { happened }, key),
    done,
  );
  const undo = useChange((one: ContactView, key) => undoAttendance(one, key), done);
  if (!of.own_house || !may('contact.record')) return null;
  const canUndo = of.undo_until !== null && Date.parse(of.undo_until) > now;
  const isDue = Date.parse(of.starts_at) <= now;
  return (
    <>
      <ProblemAlert problem={record.problem ?? undo.problem} />
      <Group gap="xs">
        {of.happened === null && isDue
          ? ATTENDANCE_OUTCOMES.map((outcome) => (
              <Button
                key={outcome}
                size="compact-md"
                variant="default"
                loading={record.pending}
                onClick={() => record.run(outcome)}
              >
                {t(`codes.contact_outcome.${outcome}`)}
              </Button>
            ))
          : null}
        {of.happened === null && !of.group && !isDue ? (
          <Button size="compact-md" variant="default" onClick={() => onAsk('move')}>
            {t('appointments.move')}
          </Button>
        ) : null}
        {of.happened === null && !of.group ? (
          <Button size="compact-md" variant="default" onClick={() => onAsk('cancel')}>
            {t('appointments.cancel')}
          </Button>
        ) : null}
        {of.happened !== null && canUndo ? (
          <Button size="compact-md" variant="default" loading={undo.pending} onClick={() => undo.run(of)}>
            {t('appointments.undo')}
          </Button>
        ) : null}
        {of.happened === null && !isDue ? (
          <Button component="a" href={appointmentFile(of.contact)} size="compact-md" variant="subtle">
            {t('appointments.file')}
          </Button>
        ) : null}
      </Group>
    </>
  );
}
