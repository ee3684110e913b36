import '../care.css';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientProgramme, EnrolmentView } from '#domain/wire/programme.js';
import { beginProgramme, listProgrammes, readProgramme } from '../api.programmes.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { Choice } from '../kit/fields.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { EmptyState, Loaded, ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode, isolated, tidyCode } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { IncidentsSection } from './incidents.section.js';
import { LeavesSection } from './leaves.section.js';
import { PeerSection } from './peer.section.js';
import { PhaseSection } from './phase.section.js';
import { programmeKey, PROGRAMMES_KEY, useSaved } from './programme.hook.js';
import { RelapseSection } from './relapse.section.js';
import { WorkSection } from './work.section.js';

/** The programme of a client: where they stand in it, who walks along, leaves, work, relapses, and incidents with their procedure. */
export function ProgrammePage() {
  const { t } = useTranslation();
  const { code: typed } = useParams({ strict: false });
  const code = tidyCode(typed ?? '');
  const query = useQuery({ queryKey: programmeKey(code), queryFn: () => readProgramme(code) });
  return (
    <Page
      title={t('programme.of_client')}
      actions={
        <Group gap="xs">
          <Button component={Link} to={`/clients/${code}/appointments`} variant="default">
            {t('programme.to_timetable')}
          </Button>
          <Button component={Link} to={`/clients/${code}`} variant="default">
            {t('programme.to_client')}
          </Button>
        </Group>
      }
    >
      <Text>
        {t('programme.client')} <ClientCode of={code} />
      </Text>
      <Loaded query={query}>{(view) => <Followed code={code} of={view} />}</Loaded>
    </Page>
  );
}

function Followed({ code, of }: { code: string; of: ClientProgramme }) {
  const { t } = useTranslation();
  const may = useMay();
  const [newest, ...before] = of.enrolments;
  const current = newest?.ended_at === null ? newest : null;
  const past = current ? before : of.enrolments;
  return (
    <Stack gap="lg">
      {current ? (
        <Current code={code} of={of} current={current} />
      ) : (
        <EmptyState title={t('programme.none')}>
          {of.in_rehabilitation ? t('programme.none_words') : t('programme.not_in_stage')}
        </EmptyState>
      )}
      {!current && of.writes && of.in_rehabilitation && may('programme.begin') ? <Begin code={code} /> : null}
      {past.length > 0 ? <Past of={past} /> : null}
    </Stack>
  );
}

function Current({ code, of, current }: { code: string; of: ClientProgramme; current: EnrolmentView }) {
  const parts = { code, enrolment: current, writes: of.writes };
  return (
    <>
      <PhaseSection {...parts} keyWorker={of.key_worker} keptUntil={of.place_kept_until} />
      <PeerSection {...parts} />
      <LeavesSection {...parts} />
      <WorkSection {...parts} consented={of.work_consented} left={of.work_minutes_left} />
      <RelapseSection {...parts} />
      <IncidentsSection {...parts} />
    </>
  );
}

function Past({ of }: { of: readonly EnrolmentView[] }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <Section title={t('programme.past')}>
      <ul className="versions" aria-label={t('programme.past')}>
        {of.map((one) => (
          <li key={one.id}>
            <Bdi>{one.programme.title}</Bdi> · {dates.dayOf(one.began_at)}
            {one.ended_at ? ` – ${dates.dayOf(one.ended_at)}` : ''}
            {one.ending ? ` · ${t(`codes.programme_end.${one.ending}`)}` : ''}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Chooses one of the programmes that take people in. */
function Begin({ code }: { code: string }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: PROGRAMMES_KEY, queryFn: listProgrammes });
  const [chosen, setChosen] = useState<string | null>(null);
  const saved = useSaved(() => setChosen(null));
  const begin = useChange((programme: string, key) => beginProgramme(code, programme, key), saved);
  return (
    <Section title={t('programme.begin')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen) begin.run(chosen);
        }}
      >
        <Stack gap="md">
          <ProblemAlert problem={begin.problem} />
          <Loaded query={query}>
            {(programmes) => (
              <Choice
                field="programme"
                label={t('programme.which')}
                value={chosen}
                onChange={setChosen}
                options={programmes
                  .filter(({ closed_at }) => closed_at === null)
                  .map(({ id, title, kind }) => ({
                    value: id,
                    label: `${isolated(title)} · ${t(`codes.programme_kind.${kind}`)}`,
                  }))}
                error={begin.errorOf('programme')}
              />
            )}
          </Loaded>
          <Group>
            <Button type="submit" loading={begin.pending} disabled={chosen === null}>
              {t('programme.begin')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
