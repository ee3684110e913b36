import { Button, Group, Stack, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientView } from '#domain/wire/client.js';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import { readHandoff } from '../api.handoffs.js';
import { ApiProblem } from '../api.problem.js';
import { ClientBanner } from '../kit/client.banner.js';
import { useClient } from '../client/client.parts.js';
import { Page } from '../kit/page.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { tidyCode } from '../kit/text.js';
import { categoriesOf, composeOf, emptyCompose, isOffered } from './compose.form.js';
import type { ComposeDraft } from './compose.form.js';
import { useCompose } from './compose.hook.js';
import { PreviewStep } from './compose.preview.js';
import { ConsentStep, KindStep, PartnerStep, StageStep } from './compose.steps.js';
import { handoffKey } from './handoff.page.js';

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

function Compose({ client, saved }: { client: ClientView; saved: HandoffDetail | null }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => (saved ? composeOf(saved) : emptyCompose(client)));
  const [local, setLocal] = useState<ApiProblem | null>(null);
  const missing = useMissing();
  const compose = useCompose(client, saved);
  const problem = local ?? compose.problem;
  const errorOf = (field: string) => problem?.fields.find((each) => each.field === field)?.detail;
  const change = (part: Partial<ComposeDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const submit = (sending: boolean): void => {
    const absent = missing(client, draft, sending);
    setLocal(absent);
    if (!absent) compose.run({ draft, sending });
  };
  const step = { client, draft, change, errorOf };
  const offered = isOffered(draft.kind);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit(true);
      }}
    >
      <Stack gap="lg">
        <ProblemAlert problem={problem} />
        <StageStep {...step} />
        <PartnerStep {...step} />
        <KindStep {...step} isSaved={saved !== null} />
        {offered ? (
          <>
            <ConsentStep {...step} />
            <PreviewStep client={client} draft={draft} />
          </>
        ) : null}
        <Group>
          <Button
            type="submit"
            size="lg"
            loading={compose.pending}
            leftSection={offered ? <IconSend size={20} aria-hidden className="mirrored" /> : null}
          >
            {offered ? t('compose.submit') : t('compose.submit_information')}
          </Button>
          {offered ? (
            <Button size="lg" variant="default" disabled={compose.pending} onClick={() => submit(false)}>
              {t('compose.save_draft')}
            </Button>
          ) : null}
          <Text c="dimmed">{t(`compose.${draft.kind}_hint`)}</Text>
        </Group>
      </Stack>
    </form>
  );
}
