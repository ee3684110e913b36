import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientView } from '#domain/wire/client.js';
import type { IdentityStanding } from '#domain/wire/identity.js';
import { readPhoto, readStanding } from '../api.identity.js';
import { asProblem } from '../kit/change.hook.js';
import { later } from '../kit/later.js';
import { Section } from '../kit/section.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode, Facts, Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { isLive } from './client.parts.js';

const JoinDialog = later(async () => (await import('./identity.dialogs.js')).JoinDialog);
const UndoDialog = later(async () => (await import('./identity.dialogs.js')).UndoDialog);
const PhotoDialog = later(async () => (await import('./return.dialogs.js')).PhotoDialog);
const ReturnDialog = later(async () => (await import('./return.dialogs.js')).ReturnDialog);
const PhotoPicture = later(async () => (await import('../glass/photo.picture.js')).PhotoPicture);

type Asked = 'join' | 'undo' | 'photo' | 'return';

/** How the client is known here: never the name itself, which is asked for in the band above. */
export function IdentitySection({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['standing', client.client],
    queryFn: () => readStanding(client.client),
  });
  return (
    <Section title={t('standing.title')}>
      <Loaded query={query}>{(standing) => <Standing standing={standing} live={isLive(client)} />}</Loaded>
    </Section>
  );
}

function Standing({ standing, live }: { standing: IdentityStanding; live: boolean }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { mode } = standing;
  const close = (): void => setAsked(null);
  return (
    <Stack gap="sm">
      {standing.merged_into ? (
        <Alert role="note" color="orange" variant="outline">
          {t('standing.merged_into')}{' '}
          <Link to="/clients/$code" params={{ code: standing.merged_into }}>
            <ClientCode of={standing.merged_into} />
          </Link>
        </Alert>
      ) : null}
      {standing.protected ? (
        <Alert role="note" color="calm" variant="outline" icon={<IconShieldLock aria-hidden />}>
          <Text fw={600}>{t('standing.protected')}</Text>
          <Text size="sm">{t('standing.protected_team')}</Text>
        </Alert>
      ) : null}
      <StandingFacts standing={standing} />
      {standing.care_team && standing.has_photo ? <Photo code={standing.client} /> : null}
      {standing.care_team ? null : <Text size="sm">{t('standing.not_care_team')}</Text>}
      {live ? <Deeds standing={standing} onAsk={setAsked} /> : null}
      {asked === 'join' ? <JoinDialog standing={standing} onClose={close} /> : null}
      {asked === 'undo' ? <UndoDialog standing={standing} onClose={close} /> : null}
      {asked === 'photo' && mode !== 'anonymous' ? <PhotoDialog standing={standing} onClose={close} /> : null}
      {asked === 'return' ? <ReturnDialog standing={standing} onClose={close} /> : null}
    </Stack>
  );
}

function StandingFacts({ standing }: { standing: IdentityStanding }) {
  const { t } = useTranslation();
  const { mode, merged, changes, return_since_at: since } = standing;
  return (
    <Facts
      items={[
        {
          term: t('standing.mode'),
          value: (
            <>
              <Badge variant="outline">{t(`codes.identity_mode.${mode}`)}</Badge>
              {mode === 'pseudonymous' ? <Text size="sm">{t('client.chosen_name')}</Text> : null}
            </>
          ),
        },
        {
          term: t('standing.return_key'),
          value: since ? <Instant at={since} /> : t('standing.return_none'),
        },
        ...(merged.length > 0
          ? [
              {
                term: t('standing.merged'),
                value: merged.map(({ merge, client }) => (
                  <span key={merge}>
                    <Link to="/clients/$code" params={{ code: client }}>
                      <ClientCode of={client} />
                    </Link>{' '}
                  </span>
                )),
              },
            ]
          : []),
        ...(changes.length > 0
          ? [
              {
                term: t('standing.changes'),
                value: changes.map(({ what, at, by, how }) => (
                  <Text key={at} size="sm">
                    {t(`standing.${what}`)} · <Instant at={at} /> · {t(`codes.way.${how}`)}
                    {by ? (
                      <>
                        {' · '}
                        <Bdi>{by}</Bdi>
                      </>
                    ) : null}
                  </Text>
                )),
              },
            ]
          : []),
      ]}
    />
  );
}

/** What can be done, by how the client is known: at most three buttons. */
function Deeds({ standing, onAsk }: { standing: IdentityStanding; onAsk: (asked: Asked) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const { mode, changes, has_photo: hasPhoto, return_since_at: since, merged_into: elsewhere } = standing;
  if (elsewhere) return null;
  const anonymous = mode === 'anonymous';
  return (
    <Group gap="xs">
      {may('return.issue') ? (
        <Button variant="default" onClick={() => onAsk('return')}>
          {since ? t('standing.return_again') : t('standing.return_issue')}
        </Button>
      ) : null}
      {anonymous && may('identity.join') ? (
        <Button variant="default" onClick={() => onAsk('join')}>
          {t('standing.join')}
        </Button>
      ) : null}
      {!anonymous && may('photo.change') ? (
        <Button variant="default" onClick={() => onAsk('photo')}>
          {hasPhoto ? t('standing.change_photo') : t('standing.add_photo')}
        </Button>
      ) : null}
      {!anonymous && changes[0]?.what === 'joined' && may('identity.undo') ? (
        <Button color="red" variant="outline" onClick={() => onAsk('undo')}>
          {t('standing.undo')}
        </Button>
      ) : null}
    </Group>
  );
}

/** Asked for, never simply there: looking is written into the audit. */
function Photo({ code }: { code: string }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const photo = useQuery({
    queryKey: ['photo', code],
    queryFn: () => readPhoto(code),
    enabled: shown,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnReconnect: false,
  });
  return (
    <Stack gap="xs" align="flex-start">
      {shown && photo.data ? <PhotoPicture photo={photo.data} /> : null}
      {shown && photo.error ? <ProblemAlert problem={asProblem(photo.error)} /> : null}
      <Button
        size="compact-md"
        variant="default"
        loading={shown && photo.isFetching}
        onClick={() => setShown(!shown)}
      >
        {shown ? t('standing.hide_photo') : t('standing.show_photo')}
      </Button>
    </Stack>
  );
}
