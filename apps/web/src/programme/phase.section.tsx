import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PHASE_REASONS, PROGRAMME_ENDS, type PhaseReason } from '#domain/charter/programme.js';
import type { PhaseChanging } from '#domain/wire/programme.js';
import { changePhase, endProgramme } from '../api.programmes.js';
import { useChange } from '../kit/change.hook.js';
import { Choice } from '../kit/fields.js';
import { ReasonDialog } from '../kit/reason.dialog.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi, Instant, isolated } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import type { ProgrammePart } from './part.js';
import { useSaved } from './programme.hook.js';

interface PhaseProps extends ProgrammePart {
  readonly keyWorker: string | null;
  readonly keptUntil: string | null;
}

/** Where the client stands: every phase with what is expected, the one they are in, and the steps so far. */
export function PhaseSection({ code, enrolment, writes, keyWorker, keptUntil }: PhaseProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [ending, setEnding] = useState(false);
  const close = (): void => setEnding(false);
  const saved = useSaved(close);
  return (
    <Section title={enrolment.programme.title} isWritten>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t(`codes.programme_kind.${enrolment.programme.kind}`)} · {t('programme.since')}{' '}
          <Instant at={enrolment.began_at} /> · {t('programme.key_worker')}{' '}
          {keyWorker ? <Bdi>{keyWorker}</Bdi> : t('programme.nobody')}
        </Text>
        {keptUntil ? (
          <Text fw={600}>
            {t('programme.kept_until')} <Instant at={keptUntil} />
          </Text>
        ) : null}
        <ol className="phases">
          {enrolment.phases.map(({ title, days }, place) => (
            <li key={title} aria-current={place + 1 === enrolment.phase ? 'step' : undefined}>
              <Text component="span" fw={place + 1 === enrolment.phase ? 700 : 400}>
                <Bdi>{title}</Bdi> · {t('programme.days', { days })}
                {place + 1 === enrolment.phase ? ` · ${t('programme.here')}` : ''}
              </Text>
            </li>
          ))}
        </ol>
        <Steps of={enrolment} />
        {writes && may('programme.phase') ? <ChangePhase code={code} of={enrolment} /> : null}
        {writes && may('programme.end') ? (
          <Group>
            <Button variant="default" onClick={() => setEnding(true)}>
              {t('programme.end')}
            </Button>
          </Group>
        ) : null}
      </Stack>
      {ending ? (
        <ReasonDialog
          title={t('programme.end')}
          why={t('programme.end_how')}
          effect={t('programme.end_effect')}
          options={PROGRAMME_ENDS.map((value) => ({ value, label: t(`codes.programme_end.${value}`) }))}
          act={({ reason }, key) =>
            endProgramme({ client: code, version: enrolment.version }, { ending: reason }, key)
          }
          onSaved={saved}
          onClose={close}
        />
      ) : null}
    </Section>
  );
}

function Steps({ of }: { of: ProgrammePart['enrolment'] }) {
  const { t } = useTranslation();
  if (of.steps.length === 0) return null;
  return (
    <ul className="versions" aria-label={t('programme.steps')}>
      {of.steps.map((step) => (
        <li key={step.at}>
          <Text size="sm">
            <Bdi>{of.phases[step.to_phase - 1]?.title ?? ''}</Bdi> · {t(`codes.phase_reason.${step.reason}`)}{' '}
            · <Instant at={step.at} />
            {step.by ? (
              <>
                {' · '}
                <Bdi>{step.by}</Bdi>
              </>
            ) : null}
          </Text>
        </li>
      ))}
    </ul>
  );
}

function ChangePhase({ code, of }: { code: string; of: ProgrammePart['enrolment'] }) {
  const { t } = useTranslation();
  const [phase, setPhase] = useState<string | null>(null);
  const [reason, setReason] = useState<PhaseReason | null>(null);
  const saved = useSaved(() => {
    setPhase(null);
    setReason(null);
  });
  const change = useChange(
    (body: PhaseChanging, key) => changePhase({ client: code, version: of.version }, body, key),
    saved,
  );
  const reachable = of.phases
    .map(({ title }, place) => ({ value: String(place + 1), label: isolated(title) }))
    .filter(({ value }) => Number(value) !== of.phase && Number(value) <= of.phase + 1);
  if (reachable.length === 0) return null;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (phase && reason) change.run({ phase: Number(phase), reason });
      }}
    >
      <Stack gap="md">
        <ProblemAlert problem={change.problem} />
        <Choice
          field="phase"
          label={t('programme.to_phase')}
          value={phase}
          onChange={setPhase}
          options={reachable}
          error={change.errorOf('phase')}
        />
        <Choice
          field="reason"
          label={t('programme.why')}
          value={reason}
          onChange={setReason}
          options={PHASE_REASONS.map((value) => ({ value, label: t(`codes.phase_reason.${value}`) }))}
          error={change.errorOf('reason')}
        />
        <Group>
          <Button type="submit" loading={change.pending} disabled={phase === null || reason === null}>
            {t('programme.change_phase')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
