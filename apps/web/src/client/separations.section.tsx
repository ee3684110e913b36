import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientView } from '#domain/wire/client.js';
import type { SeparationView } from '#domain/wire/separation.js';
import { endSeparation, listSeparations, recordSeparation } from '../api.js';
import { useMay } from '../session/session.context.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { LEFT_TO_RIGHT, fieldId } from '../kit/field.id.js';
import { ClientCode, tidyCode } from '../kit/text.js';
import { Section } from '../kit/section.js';
import { isLive } from './client.parts.js';

const separationsKey = (client: string) => ['separations', client] as const;

/** People who must not stay in one place with the client; partners are only ever told that a place is not suitable. */
export function SeparationsSection({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<SeparationView | null>(null);
  const canRecord = isLive(client) && may('separation.record');
  const query = useQuery({
    queryKey: separationsKey(client.client),
    queryFn: () => listSeparations(client.client),
  });
  return (
    <Section
      title={t('separation.title')}
      actions={
        canRecord ? (
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('separation.add')}
          </Button>
        ) : null
      }
    >
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Text>{t('separation.empty')}</Text>
          ) : (
            <Stack gap="md">
              {items.map((each) => (
                <SeparationLine
                  key={each.reference}
                  separation={each}
                  canEnd={canRecord && may('separation.end')}
                  onEnd={() => setEnding(each)}
                />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {adding ? <AddDialog client={client.client} onClose={() => setAdding(false)} /> : null}
      {ending ? (
        <EndDialog separation={ending} client={client.client} onClose={() => setEnding(null)} />
      ) : null}
    </Section>
  );
}

function SeparationLine({
  separation,
  canEnd,
  onEnd,
}: {
  separation: SeparationView;
  canEnd: boolean;
  onEnd: () => void;
}) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <Group justify="space-between" className="consent">
      <div>
        <Group gap="sm">
          <Link to="/clients/$code" params={{ code: separation.other }} className="row-link">
            <ClientCode of={separation.other} />
          </Link>
          <Badge color={separation.ended_at ? 'gray' : 'red'} variant="outline">
            {separation.ended_at ? t('separation.ended') : t('separation.stands')}
          </Badge>
        </Group>
        <Text size="sm" c="dimmed">
          {t('separation.since')} {dates.dayOf(separation.recorded_at)}
          {separation.ended_at ? ` · ${t('separation.ended')} ${dates.dayOf(separation.ended_at)}` : ''}
        </Text>
      </div>
      {canEnd && !separation.ended_at ? (
        <Button variant="default" onClick={onEnd}>
          {t('separation.end')}
        </Button>
      ) : null}
    </Group>
  );
}

function AddDialog({ client, onClose }: { client: string; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const add = useChange(
    (other: string, key) => recordSeparation(client, { other }, key),
    async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ['separations'] });
    },
  );
  return (
    <Dialog title={t('separation.add')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          add.run(tidyCode(typed));
        }}
      >
        <Stack>
          <ProblemAlert problem={add.problem} />
          <Text>{t('separation.effect')}</Text>
          <TextInput
            id={fieldId('other')}
            label={t('separation.other')}
            placeholder="7K3M-9QXR-T4"
            {...LEFT_TO_RIGHT}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={add.errorOf('other')}
            autoComplete="off"
            spellCheck={false}
          />
          <DialogActions
            submit={t('separation.submit')}
            onClose={onClose}
            pending={add.pending}
            disabled={tidyCode(typed) === ''}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

function EndDialog({
  separation,
  client,
  onClose,
}: {
  separation: SeparationView;
  client: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const end = useChange(
    (reference: string, key) => endSeparation(reference, key),
    async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ['separations'] });
    },
  );
  return (
    <Dialog title={t('separation.end')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          end.run(separation.reference);
        }}
      >
        <Stack>
          <ProblemAlert problem={end.problem} />
          <Text>{t('separation.end_effect')}</Text>
          <Text>
            <ClientCode of={client} /> · <ClientCode of={separation.other} />
          </Text>
          <DialogActions submit={t('separation.end')} onClose={onClose} pending={end.pending} ending />
        </Stack>
      </form>
    </Dialog>
  );
}
