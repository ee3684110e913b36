import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenState } from '#domain/charter/eligibility.js';
import type { ClientView } from '#domain/wire/client.js';
import type { EligibilityIssued, EligibilityView, ProgrammeView } from '#domain/wire/eligibility.js';
import { endToken, readEligibility, type Eligibilities } from '../api.eligibility.js';
import { isLive } from '../client/client.parts.js';
import { useChange } from '../kit/change.hook.js';
import { ConfirmDialog } from '../kit/confirm.dialog.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog } from '../kit/dialog.js';
import { Loaded } from '../kit/states.js';
import { Label } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { GiveTokenDialog } from './give.token.dialog.js';
import { TokenCodeDialog } from './token.code.dialog.js';
import { Programme, eligibilityKey } from './token.parts.js';

interface Props {
  readonly client: ClientView;
  readonly onClose: () => void;
}

/** The tokens of a client: one window, in which giving one and ending one follow each other. */
export function EligibilityDialog({ client, onClose }: Props) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: eligibilityKey(client.client),
    queryFn: () => readEligibility(client.client),
    gcTime: 0,
  });
  const [giving, setGiving] = useState(false);
  const [issued, setIssued] = useState<EligibilityIssued | null>(null);
  const [ending, setEnding] = useState<EligibilityView | null>(null);
  const programmes = query.data?.choices.programmes ?? [];
  if (issued)
    return <TokenCodeDialog token={issued} programmes={programmes} onClose={() => setIssued(null)} />;
  if (ending)
    return (
      <EndDialog client={client} token={ending} programmes={programmes} onClose={() => setEnding(null)} />
    );
  if (giving && query.data)
    return (
      <GiveTokenDialog
        client={client}
        choices={query.data.choices}
        onGiven={(token) => {
          setGiving(false);
          setIssued(token);
        }}
        onClose={() => setGiving(false)}
      />
    );
  return (
    <Dialog title={t('eligibility.title')} onClose={onClose}>
      <Stack>
        <Text>{t('eligibility.intro')}</Text>
        <Loaded query={query}>
          {(found) => (
            <Tokens client={client} found={found} onGive={() => setGiving(true)} onEnd={setEnding} />
          )}
        </Loaded>
      </Stack>
    </Dialog>
  );
}

function Tokens(props: {
  client: ClientView;
  found: Eligibilities;
  onGive: () => void;
  onEnd: (token: EligibilityView) => void;
}) {
  const { tokens, choices } = props.found;
  const { t } = useTranslation();
  const may = useMay();
  const canGive = may('eligibility.issue') && isLive(props.client);
  return (
    <>
      {canGive ? (
        <Group>
          <Button onClick={props.onGive}>{t('eligibility.give')}</Button>
        </Group>
      ) : null}
      {tokens.length === 0 ? <Text c="dimmed">{t('eligibility.none')}</Text> : null}
      <Stack gap="md">
        {tokens.map((token) => (
          <TokenLine
            key={token.reference}
            token={token}
            programmes={choices.programmes}
            onEnd={() => props.onEnd(token)}
          />
        ))}
      </Stack>
    </>
  );
}

const STATE_COLOURS: Readonly<Record<TokenState, string>> = {
  valid: 'calm',
  used: 'gray',
  expired: 'gray',
  ended: 'red',
};

function TokenLine(props: {
  token: EligibilityView;
  programmes: readonly ProgrammeView[];
  onEnd: () => void;
}) {
  const { token, programmes, onEnd } = props;
  const { t } = useTranslation();
  const may = useMay();
  const dates = useDates();
  return (
    <Group justify="space-between" align="flex-start" className="consent">
      <div>
        <Group gap="sm">
          <Text fw={600}>
            <Label of={token.recipient.names} />
          </Text>
          <Badge color={STATE_COLOURS[token.state]} variant="outline">
            {t(`codes.token_state.${token.state}`)}
          </Badge>
        </Group>
        <Text>
          <Programme token={token} programmes={programmes} />
        </Text>
        <Text size="sm">
          {t('eligibility.valid_until')} {dates.day(token.valid_until_on)} ·{' '}
          {t(`codes.token_use.${token.use}`)}
        </Text>
        <Text size="sm" c="dimmed">
          {t('eligibility.given')} {dates.dayOf(token.issued_at)}
          {token.shown_at ? ` · ${t('eligibility.shown')} ${dates.dayOf(token.shown_at)}` : ''}
          {token.used_at ? ` · ${t('eligibility.used')} ${dates.dayOf(token.used_at)}` : ''}
        </Text>
      </div>
      {token.state === 'valid' && may('eligibility.revoke') ? (
        <Button variant="default" onClick={onEnd}>
          {t('eligibility.end')}
        </Button>
      ) : null}
    </Group>
  );
}

function EndDialog(props: {
  client: ClientView;
  token: EligibilityView;
  programmes: readonly ProgrammeView[];
  onClose: () => void;
}) {
  const { client, token, programmes, onClose } = props;
  const { t } = useTranslation();
  const dates = useDates();
  const queries = useQueryClient();
  const end = useChange(
    (ended: EligibilityView, key) => endToken(ended, key),
    async () => {
      await queries.invalidateQueries({ queryKey: eligibilityKey(client.client) });
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={t('eligibility.end')}
      object={
        <>
          <Text fw={600}>
            <Label of={token.recipient.names} />
          </Text>
          <Text>
            <Programme token={token} programmes={programmes} />
          </Text>
          <Text>
            {t('eligibility.valid_until')} {dates.day(token.valid_until_on)}
          </Text>
        </>
      }
      effect={t('eligibility.end_effect')}
      problem={end.problem}
      pending={end.pending}
      ending
      onSure={() => end.run(token)}
      onClose={onClose}
    />
  );
}
