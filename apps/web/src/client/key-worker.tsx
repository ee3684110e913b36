import { Button, NativeSelect, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CARE_TEAM } from '#domain/charter/action-spec.js';
import type { ClientView } from '#domain/wire/client.js';
import type { ColleagueView } from '#domain/wire/work.js';
import { nameKeyWorker } from '../api.clinic.js';
import { listColleagues } from '../api.day.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { fieldId } from '../kit/field.id.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { isolated } from '../kit/text.js';
import { useUndo } from '../kit/undo.toast.js';
import { useMay } from '../session/session.context.js';
import { clientKey, isLive } from './client.parts.js';

const NOBODY = '';

/** Names who of the house walks with the client; it can be taken back, so nothing is asked twice. */
export function KeyWorkerButton({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [opened, setOpened] = useState(false);
  if (!may('client.assign') || !may('colleague.list') || !isLive(client)) return null;
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`${t('worker.change')}: ${t('kit.key_worker')}`}
        onClick={() => setOpened(true)}
      >
        {t('worker.change')}
      </Button>
      {opened ? <KeyWorkerDialog client={client} onClose={() => setOpened(false)} /> : null}
    </>
  );
}

function KeyWorkerDialog({ client, onClose }: { client: ClientView; onClose: () => void }) {
  const { t } = useTranslation();
  const colleagues = useQuery({ queryKey: ['colleagues'], queryFn: listColleagues });
  return (
    <Dialog title={t('worker.title')} onClose={onClose}>
      <Loaded query={colleagues}>
        {(all) => <KeyWorkerForm client={client} colleagues={all} onClose={onClose} />}
      </Loaded>
    </Dialog>
  );
}

function KeyWorkerForm(props: {
  client: ClientView;
  colleagues: readonly ColleagueView[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { client, colleagues, onClose } = props;
  const queries = useQueryClient();
  const undo = useUndo();
  // Only those who work with clients.
  const walking = colleagues.filter(({ roles }) =>
    roles.some((role) => CARE_TEAM.some((each) => each === role)),
  );
  // Who it was when the dialog opened: that is what is taken back, whatever has been read since.
  const [before] = useState(client.key_worker?.colleague ?? null);
  const [chosen, setChosen] = useState(before ?? NOBODY);
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: clientKey(client.client) }),
      queries.invalidateQueries({ queryKey: ['timeline', client.client] }),
      queries.invalidateQueries({ queryKey: ['ward'] }),
    ]);
  const takeBack = useChange(
    (version: number, key) => nameKeyWorker(client.client, { colleague: before }, version, key),
    refresh,
  );
  const change = useChange(
    (colleague: string | null, key) => nameKeyWorker(client.client, { colleague }, client.version, key),
    async ({ version }) => {
      await refresh();
      onClose();
      undo(t('worker.done'), () => takeBack.run(version));
    },
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        change.run(chosen === NOBODY ? null : chosen);
      }}
    >
      <Stack>
        <ProblemAlert problem={change.problem} />
        <NativeSelect
          id={fieldId('colleague')}
          label={t('kit.key_worker')}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[
            { value: 'me', label: t('worker.me') },
            { value: NOBODY, label: t('worker.nobody') },
            ...walking.map(({ colleague, display_name }) => ({
              value: colleague,
              label: isolated(display_name),
            })),
          ]}
          error={change.errorOf('colleague')}
        />
        <DialogActions
          submit={t('worker.submit')}
          onClose={onClose}
          pending={change.pending}
          disabled={chosen === (before ?? NOBODY)}
        />
      </Stack>
    </form>
  );
}
