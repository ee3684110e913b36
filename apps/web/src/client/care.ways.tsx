import { Button, Group } from '@mantine/core';
import {
  IconActivityHeartbeat,
  IconCalendarEvent,
  IconClipboardList,
  IconDoorExit,
  IconFiles,
  IconNotes,
  IconPill,
  IconStairsUp,
  IconTargetArrow,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '#domain/charter/actions.js';
import { useMay } from '../session/session.context.js';

interface Way {
  readonly to: string;
  readonly word:
    | 'appointments'
    | 'assessments'
    | 'notes'
    | 'documents'
    | 'chart'
    | 'medicines'
    | 'programme'
    | 'plan'
    | 'leaving';
  readonly action: Action;
  readonly icon: ComponentType<{ size?: number }>;
}

/** Screens of a client's care that have an address of their own, one line for each. Their words come alone, the rest with the screen. */
const WAYS: readonly Way[] = [
  { to: 'appointments', word: 'appointments', action: 'contact.list', icon: IconCalendarEvent },
  { to: 'assessments', word: 'assessments', action: 'assessment.list', icon: IconClipboardList },
  { to: 'plan', word: 'plan', action: 'plan.view', icon: IconTargetArrow },
  { to: 'chart', word: 'chart', action: 'chart.view', icon: IconActivityHeartbeat },
  { to: 'medicines', word: 'medicines', action: 'medicine.list', icon: IconPill },
  { to: 'programme', word: 'programme', action: 'programme.view', icon: IconStairsUp },
  { to: 'notes', word: 'notes', action: 'note.list', icon: IconNotes },
  { to: 'documents', word: 'documents', action: 'document.list', icon: IconFiles },
  { to: 'leaving', word: 'leaving', action: 'stage.entry_view', icon: IconDoorExit },
];

/** The ways from a client to the screens of their care, for whoever may open them. */
export function CareWays({ code }: { code: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const open = WAYS.filter(({ action }) => may(action));
  if (open.length === 0) return null;
  return (
    <Group component="nav" gap="xs" aria-label={t('ways.care')}>
      {open.map(({ to, word, icon: Icon }) => (
        <Button
          key={to}
          component={Link}
          to={`/clients/${code}/${to}`}
          variant="default"
          leftSection={<Icon size={18} aria-hidden />}
        >
          {t(`ways.${word}`)}
        </Button>
      ))}
    </Group>
  );
}
