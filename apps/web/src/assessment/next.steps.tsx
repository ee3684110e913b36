import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SUICIDE_SCREEN } from '#domain/charter/assessment.js';
import type { AssessmentFlag } from '#domain/charter/instrument.js';
import type { AssessmentView } from '#domain/wire/assessment.js';
import { Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';

/** Flags that ask for another form, and which. */
const FORM_OF: Partial<Record<AssessmentFlag, string>> = {
  screen_suicide_now: SUICIDE_SCREEN,
  screen_depression: 'phq-9',
};
/** Flags about which people are told at once, wherever they are. */
const URGENT: readonly AssessmentFlag[] = ['screen_suicide_now', 'clinician_at_once', 'call_doctor'];

/** The first way on takes the focus: from the last answer to the next form it is one key. */
const focusOnce = (element: HTMLElement | null): void => element?.focus();

interface NextProps {
  readonly code: string;
  readonly one: AssessmentView;
  readonly onSignOff: () => void;
}

/** What an assessment asks for at once, each with what to do; nothing of one that does not count. */
export function NextSteps(props: NextProps) {
  const { t } = useTranslation();
  const { one } = props;
  if (one.flags.length === 0 || one.voided_at || one.corrected_by) return null;
  const first = one.flags.find((flag) => flag in FORM_OF || flag === 'clinician_at_once');
  return (
    <Stack gap="sm" role="group" aria-label={t('assess.next_steps')}>
      {one.flags.map((flag) => (
        <Alert
          key={flag}
          color={URGENT.includes(flag) ? 'red' : 'orange'}
          variant="outline"
          icon={<IconAlertTriangle aria-hidden />}
          title={t(`codes.assessment_flag.${flag}`)}
        >
          <Stack gap="sm" align="flex-start">
            <Text>{t(`assess.flag_means.${flag}`)}</Text>
            <Deed {...props} flag={flag} isFirst={flag === first} />
          </Stack>
        </Alert>
      ))}
    </Stack>
  );
}

function Deed({
  code,
  one,
  onSignOff,
  flag,
  isFirst,
}: NextProps & { flag: AssessmentFlag; isFirst: boolean }) {
  const { t } = useTranslation();
  const may = useMay();
  const form = FORM_OF[flag];
  if (form && one.own && may('assessment.record'))
    return (
      <Button
        component={Link}
        to={`/clients/${code}/assessments/take?instrument=${form}&moment=on_concern`}
        ref={isFirst ? focusOnce : undefined}
      >
        {t(`assess.flag_deed.${flag === 'screen_depression' ? 'screen_depression' : 'screen_suicide_now'}`)}
      </Button>
    );
  if (flag !== 'clinician_at_once') return null;
  if (one.signed_off_at)
    return (
      <Text>
        {t('assess.signed_off')} <Instant at={one.signed_off_at} />
      </Text>
    );
  if (!one.own || !may('assessment.sign_off')) return <Text fw={600}>{t('assess.waits_for_clinician')}</Text>;
  return (
    <Group>
      <Button onClick={onSignOff} ref={isFirst ? focusOnce : undefined}>
        {t('assess.sign_off')}
      </Button>
    </Group>
  );
}
