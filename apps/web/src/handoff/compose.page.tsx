import '../clinic.css';
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stage } from '#domain/charter/pathway.js';
import type { ClientView } from '#domain/wire/client.js';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import { listCapacity, readHandoff } from '../api.handoffs.js';
import { listPartners } from '../api.js';
import { ApiProblem } from '../api.problem.js';
import { ClientBanner } from '../kit/client.banner.js';
import { useClient } from '../client/client.parts.js';
import { Page } from '../kit/page.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { KeptFrame, KeptLine, useKeptForm } from '../kit/kept.form.js';
import { tidyCode, useTerms } from '../kit/text.js';
import { categoriesOf, completed, composeOf, isOffered, proposedCompose, ranked } from './compose.form.js';
import type { ComposeDraft } from './compose.form.js';
import { useCompose } from './compose.hook.js';
import { PreviewStep } from './compose.preview.js';
import { AgreedStep, ConsentStep, KindStep, PartnerStep, StageStep } from './compose.steps.js';
import { handoffKey } from './handoff.key.js';

export function ComposePage() {
  const { t } = useTranslation();
  const { code, query } = useClient();
  const { draft: typed } = useSearch({ from: '/clients/$code/handoff' });
  const draft = typed === undefined ? null : tidyCode(typed);
  const saved = useQuery({
    queryKey: handoffKey(draft ?? ''),
    queryFn: () => readHandoff(draft ?? ''),
    enabled: draft !== null,
  });
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
            {draft === null ? (
              <Compose client={client} saved={null} />
            ) : (
              <Loaded query={saved}>{(handoff) => <Compose client={client} saved={handoff} />}</Loaded>
            )}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

/** What is still missing, said like the server says it. A draft may lack a consent, information only needs none. */
function useMissing() {
  const { t } = useTranslation();
  return (client: ClientView, draft: ComposeDraft, sending: boolean): ApiProblem | null => {
    const needsConsent = sending && isOffered(draft.kind);
    const missing = [
      { field: 'stage', absent: draft.stage === null, step: t('compose.step_stage') },
      { field: 'receiver', absent: draft.receiver === null, step: t('compose.step_partner') },
      {
        field: 'categories',
        absent: needsConsent && categoriesOf(client, draft).length === 0,
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

/** Partners for a stage, the likeliest first. The figures are a help: without them partners can be chosen all the same. */
function usePartners(client: ClientView, stage: Stage | null) {
  return useQuery({
    queryKey: ['partners', stage, 'ranked', client.client, client.version],
    queryFn: async () => {
      const [partners, places] = await Promise.all([
        listPartners(stage ?? undefined),
        listCapacity(stage ?? undefined).catch(() => ({ items: [] })),
      ]);
      return ranked(client, partners.items, places.items);
    },
    enabled: stage !== null,
  });
}

function useProposed(client: ClientView): () => ComposeDraft {
  const { t } = useTranslation();
  const terms = useTerms();
  const { stage } = useSearch({ from: '/clients/$code/handoff' });
  const isReady = client.criteria.length > 0 && client.criteria.every(({ met }) => met);
  return () =>
    proposedCompose(client, stage, (wanted) =>
      t(isReady ? 'compose.ready' : 'compose.needed', { stage: terms.stage(wanted) }),
    );
}

function Compose({ client, saved }: { client: ClientView; saved: HandoffDetail | null }) {
  const proposed = useProposed(client);
  const [written, setWritten] = useState(() => (saved ? composeOf(client, saved) : proposed()));
  const [local, setLocal] = useState<ApiProblem | null>(null);
  const missing = useMissing();
  const partners = usePartners(client, written.stage);
  const draft = completed(client, written, partners.data?.[0]?.partner.code);
  const kept = useKeptForm<ComposeDraft>(
    saved ? `handoff/${saved.reference}/edit` : `client/${client.client}/handoff`,
    written,
    { version: client.version, onContinue: setWritten },
  );
  const compose = useCompose(client, saved, kept.done);
  const problem = local ?? compose.problem;
  const errorOf = (field: string) => problem?.fields.find((each) => each.field === field)?.detail;
  const change = (part: Partial<ComposeDraft>): void => setWritten((before) => ({ ...before, ...part }));
  const submit = (sending: boolean): void => {
    const absent = missing(client, draft, sending);
    setLocal(absent);
    if (!absent) compose.run({ draft, sending });
  };
  const step = { client, draft, change, errorOf };
  const offered = isOffered(draft.kind);
  return (
    <KeptFrame kept={kept}>
      <form
        noValidate
        className="panes-room"
        onSubmit={(event) => {
          event.preventDefault();
          submit(true);
        }}
      >
        <Stack gap="lg">
          <ProblemAlert problem={problem} />
          <div className="compose">
            <Stack gap="lg">
              <StageStep {...step} />
              <PartnerStep {...step} partners={partners} />
              <KindStep {...step} isSaved={saved !== null} />
              {offered ? <ConsentStep {...step} /> : null}
            </Stack>
            <Stack gap="md" className="compose-seen">
              {offered ? <PreviewStep client={client} draft={draft} change={change} /> : null}
              {offered ? <AgreedStep client={client} draft={draft} change={change} /> : null}
              <Actions draft={draft} pending={compose.pending} onDraft={() => submit(false)} />
              <KeptLine kept={kept} />
            </Stack>
          </div>
        </Stack>
      </form>
    </KeptFrame>
  );
}

function Actions(props: { draft: ComposeDraft; pending: boolean; onDraft: () => void }) {
  const { t } = useTranslation();
  const { draft, pending, onDraft } = props;
  const offered = isOffered(draft.kind);
  return (
    <Group>
      <Button
        type="submit"
        size="lg"
        loading={pending}
        leftSection={offered ? <IconSend size={20} aria-hidden className="mirrored" /> : null}
      >
        {offered ? t('compose.submit') : t('compose.submit_information')}
      </Button>
      {offered ? (
        <Button size="lg" variant="default" disabled={pending} onClick={onDraft}>
          {t('compose.save_draft')}
        </Button>
      ) : null}
      <Text c="dimmed" size="sm">
        {t(`compose.${draft.kind}_hint`)}
      </Text>
    </Group>
  );
}
