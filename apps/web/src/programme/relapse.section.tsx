import { Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RELAPSE_ANSWERS, type RelapseAnswer } from '#domain/charter/programme.js';
import type { RelapseWriting } from '#domain/wire/programme.js';
import { recordRelapse } from '../api.programmes.js';
import { useChange } from '../kit/change.hook.js';
import { Choice } from '../kit/fields.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import type { ProgrammePart } from './part.js';
import { useSaved } from './programme.hook.js';

/** A relapse, without blame: what was agreed, and until when place and phase are kept. */
export function RelapseSection({ code, enrolment: { relapses }, writes }: ProgrammePart) {
  const { t } = useTranslation();
  const may = useMay();
  const [answer, setAnswer] = useState<RelapseAnswer | null>(null);
  const saved = useSaved(() => setAnswer(null));
  const write = useChange((body: RelapseWriting, key) => recordRelapse(code, body, key), saved);
  return (
    <Section title={t('programme.relapse')}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('programme.relapse_words')}
        </Text>
        {relapses.length > 0 ? (
          <ul className="versions" aria-label={t('programme.relapse')}>
            {relapses.map((one) => (
              <li key={one.at}>
                <Text size="sm">
                  <Instant at={one.at} /> · {t(`codes.relapse_answer.${one.answer}`)} ·{' '}
                  {t('programme.kept_until')} <Instant at={one.kept_until} />
                </Text>
              </li>
            ))}
          </ul>
        ) : null}
        {relapses.some((one) => one.answer === 'steps_up') && may('handoff.send') ? (
          <Group>
            <Button component={Link} to={`/clients/${code}/handoff`} variant="default">
              {t('programme.step_up')}
            </Button>
          </Group>
        ) : null}
        {writes && may('programme.relapse') ? (
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              if (answer) write.run({ at: null, answer });
            }}
          >
            <Stack gap="md">
              <ProblemAlert problem={write.problem} />
              <Choice
                field="answer"
                label={t('programme.answer')}
                value={answer}
                onChange={setAnswer}
                options={RELAPSE_ANSWERS.map((value) => ({
                  value,
                  label: t(`codes.relapse_answer.${value}`),
                }))}
                error={write.errorOf('answer')}
              />
              <Group>
                <Button type="submit" variant="default" loading={write.pending} disabled={answer === null}>
                  {t('programme.save_relapse')}
                </Button>
              </Group>
            </Stack>
          </form>
        ) : null}
      </Stack>
    </Section>
  );
}
