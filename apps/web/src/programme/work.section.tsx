import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { THERAPY_WORKS, type TherapyWork } from '#domain/charter/programme.js';
import type { TherapyWorkWriting } from '#domain/wire/programme.js';
import { consentToWork, endConsentToWork, recordWork } from '../api.programmes.js';
import { useChange } from '../kit/change.hook.js';
import { CodeSelect } from '../kit/code.select.js';
import { useDates } from '../kit/dates.hook.js';
import { Choice, DayField } from '../kit/fields.js';
import { NumberField } from '../kit/number.field.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import type { ProgrammePart } from './part.js';
import { useSaved } from './programme.hook.js';

interface WorkProps extends ProgrammePart {
  readonly consented: boolean;
  /** Minutes that are still allowed today. */
  readonly left: number;
}

/** Work as therapy: wished for by the client, within bounds, never in the place of somebody who is paid. */
export function WorkSection({ code, enrolment: { work }, writes, consented, left }: WorkProps) {
  const { t } = useTranslation();
  const dates = useDates();
  const may = useMay();
  const saved = useSaved(() => undefined);
  const agree = useChange((_: null, key) => consentToWork(code, key), saved);
  const end = useChange((_: null, key) => endConsentToWork(code, key), saved);
  return (
    <Section title={t('programme.work')}>
      <Stack gap="md">
        <ProblemAlert problem={agree.problem ?? end.problem} />
        <Group gap="sm">
          <Text>{consented ? t('programme.wished') : t('programme.not_wished')}</Text>
          {writes && !consented && may('therapy_work.consent') ? (
            <Button size="compact-md" variant="default" onClick={() => agree.run(null)}>
              {t('programme.wish')}
            </Button>
          ) : null}
          {writes && consented && may('therapy_work.withdraw') ? (
            <Button size="compact-md" variant="default" onClick={() => end.run(null)}>
              {t('programme.end_wish')}
            </Button>
          ) : null}
        </Group>
        {work.length > 0 ? (
          <ul className="versions" aria-label={t('programme.work')}>
            {work.map((one, place) => (
              // Hours have no name of their own; their order stays while the page stands.
              <li key={`${one.done_on} ${one.work} ${place}`}>
                <Text size="sm">
                  {dates.day(one.done_on)} · {t(`codes.therapy_work.${one.work}`)} ·{' '}
                  {t('programme.minutes_done', { minutes: one.minutes })}
                  {one.by ? (
                    <>
                      {' · '}
                      <Bdi>{one.by}</Bdi>
                    </>
                  ) : null}
                </Text>
              </li>
            ))}
          </ul>
        ) : null}
        {writes && consented && may('therapy_work.record') ? <RecordWork code={code} left={left} /> : null}
      </Stack>
    </Section>
  );
}

function RecordWork({ code, left }: { code: string; left: number }) {
  const { t } = useTranslation();
  const [work, setWork] = useState<TherapyWork>('workshop');
  const [day, setDay] = useState('');
  const [minutes, setMinutes] = useState<number | null>(null);
  const [paid, setPaid] = useState<'yes' | 'no' | null>(null);
  const saved = useSaved(() => {
    setMinutes(null);
    setPaid(null);
  });
  const write = useChange((body: TherapyWorkWriting, key) => recordWork(code, body, key), saved);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        write.run({ work, done_on: day, minutes: minutes ?? 0, replaces_staff: paid === 'yes' });
      }}
    >
      <Stack gap="md">
        <ProblemAlert problem={write.problem} />
        <Text size="sm" c="dimmed">
          {t('programme.minutes_left', { minutes: left })}
        </Text>
        <Group align="flex-start" gap="md">
          <CodeSelect
            field="work"
            label={t('programme.which_work')}
            value={work}
            onChange={setWork}
            of={THERAPY_WORKS}
            say={(value) => t(`codes.therapy_work.${value}`)}
            error={write.errorOf('work')}
          />
          <DayField
            field="done_on"
            label={t('programme.day')}
            value={day}
            onChange={setDay}
            error={write.errorOf('done_on')}
          />
          <NumberField
            field="minutes"
            label={t('programme.minutes')}
            value={minutes}
            onChange={setMinutes}
            error={write.errorOf('minutes')}
            w={120}
          />
        </Group>
        <Choice
          field="replaces_staff"
          label={t('programme.replaces_staff')}
          value={paid}
          onChange={setPaid}
          options={[
            { value: 'no', label: t('app.no') },
            { value: 'yes', label: t('app.yes') },
          ]}
          error={write.errorOf('replaces_staff')}
        />
        <Group>
          <Button
            type="submit"
            variant="default"
            loading={write.pending}
            disabled={day === '' || minutes === null || paid === null}
          >
            {t('programme.save_work')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
