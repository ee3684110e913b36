import { Button, Group, Stack, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandoffSendRequest } from '#domain/wire/handoff.js';
import type { ClientView, ConsentRequest } from '#domain/wire/client.js';
import { recordConsent, sendHandoff } from '../api.js';
import { ApiProblem } from '../api.problem.js';
import { ClientBanner } from '../client/client.banner.js';
import { clientKey, useClient } from '../client/client.parts.js';
import { consentOf } from '../client/consent.fields.js';
import { Page } from '../shell/page.js';
import { Loaded, ProblemAlert } from '../shell/states.js';
import { useChange } from '../ui/change.hook.js';
import { categoriesOf, emptyCompose, usableConsents } from './compose.form.js';
import type { ComposeDraft } from './compose.form.js';
import { PreviewStep } from './compose.preview.js';
import { ConsentStep, KindStep, PartnerStep, StageStep } from './compose.steps.js';

export function ComposePage() {
  const { t } = useTranslation();
  const { code, query } = useClient();
  return (
    <Page
      title={t('compose.title')}
      actions={
        <Button component={Link} to={`/clients/${code}`} variant="default">
          {t('compose.back')}
        </Button>
      }
    >
      <Loaded query={query}>
        {(client) => (
          <Stack gap="lg">
            <ClientBanner client={client} />
            <Compose client={client} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

interface Sending {
  readonly consent: { reference: string } | { request: ConsentRequest };
  readonly handoff: Omit<HandoffSendRequest, 'consent'>;
}

/** Records the consent first where it is a new one, each with its own key; a consent that stands is not recorded twice. */
function useSend(client: ClientView) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const recorded = useRef<{ asked: string; reference: string } | null>(null);
  return useChange(
    async ({ consent, handoff }: Sending, key) => {
      if ('reference' in consent) return sendHandoff({ ...handoff, consent: consent.reference }, key);
      const asked = JSON.stringify(consent.request);
      if (recorded.current?.asked !== asked) {
        const { reference } = await recordConsent(client.client, consent.request, `${key}-consent`);
        recorded.current = { asked, reference };
      }
      return sendHandoff({ ...handoff, consent: recorded.current.reference }, key);
    },
    async ({ reference }) => {
      await queries.invalidateQueries({ queryKey: clientKey(client.client) });
      await navigate({ to: '/handoffs/$reference', params: { reference } });
    },
  );
}

/** What is still missing before anything is sent, said like the server says it. */
function useMissing() {
  const { t } = useTranslation();
  return (client: ClientView, draft: ComposeDraft): ApiProblem | null => {
    const missing = [
      { field: 'stage', absent: draft.stage === null, step: t('compose.step_stage') },
      { field: 'receiver', absent: draft.receiver === null, step: t('compose.step_partner') },
      {
        field: 'categories',
        absent: categoriesOf(client, draft).length === 0,
        step: t('compose.step_consent'),
      },
    ].filter(({ absent }) => absent);
    if (missing.length === 0) return null;
    const errors = missing.map(({ field, step }) => ({
      field,
      code: 'field.required',
      detail: `${step}: ${t('problem.choose')}`,
    }));
    return new ApiProblem({ status: 422, code: 'field.required', detail: errors[0]?.detail ?? '', errors });
  };
}

function Compose({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => emptyCompose(client));
  const [local, setLocal] = useState<ApiProblem | null>(null);
  const missing = useMissing();
  const send = useSend(client);
  const problem = local ?? send.problem;
  const errorOf = (field: string) => problem?.fields.find((each) => each.field === field)?.detail;
  const change = (part: Partial<ComposeDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const submit = (): void => {
    const absent = missing(client, draft);
    setLocal(absent);
    const { stage, receiver, kind, urgency, reason } = draft;
    if (absent || !stage || !receiver) return;
    const [standing] = usableConsents(client, receiver).filter(
      ({ reference }) => reference === draft.consent,
    );
    send.run({
      consent: standing
        ? { reference: standing.reference }
        : { request: consentOf(draft.newConsent, receiver) },
      handoff: {
        client: client.client,
        kind,
        receiver,
        stage,
        urgency,
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      },
    });
  };
  const step = { client, draft, change, errorOf };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="lg">
        <ProblemAlert problem={problem} />
        <StageStep {...step} />
        <PartnerStep {...step} />
        <KindStep {...step} />
        <ConsentStep {...step} />
        <PreviewStep client={client} draft={draft} />
        <Group>
          <Button
            type="submit"
            size="lg"
            loading={send.pending}
            leftSection={<IconSend size={20} aria-hidden className="mirrored" />}
          >
            {t('compose.submit')}
          </Button>
          <Text c="dimmed">{t(`compose.${draft.kind}_hint`)}</Text>
        </Group>
      </Stack>
    </form>
  );
}
