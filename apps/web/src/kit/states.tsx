import { Alert, Anchor, Box, Button, Group, List, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconAlertCircle, IconPlugConnectedX } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../api.problem.js';
import { asProblem } from './change.hook.js';
import { Code } from './text.js';
import { focusField } from './focus.js';
import { fieldId } from './field.id.js';

/** What went wrong, in the words of the server where it has said any. */
export function useProblemWords(problem: ApiProblem): { title: string; detail: string } {
  const { t } = useTranslation();
  if (problem.status === 0) return { title: t('problem.offline_title'), detail: t('problem.offline') };
  if (problem.passing)
    return { title: t('problem.unavailable_title'), detail: problem.detail || t('problem.unreadable') };
  if (problem.status === 404)
    return { title: t('problem.not_found_title'), detail: problem.detail || t('problem.not_found') };
  if (problem.status === 403) return { title: t('problem.forbidden_title'), detail: problem.detail };
  if (problem.detail === '') return { title: t('problem.failed_title'), detail: t('problem.unreadable') };
  if (problem.fields.length > 0 && problem.status !== 401)
    return { title: t('problem.mend'), detail: problem.detail };
  return { title: t('problem.heading'), detail: problem.detail };
}

/** The summary at the top of a form: what happened, and a link to each field that has to be mended. */
export function ProblemAlert({ problem, children }: { problem: ApiProblem | null; children?: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) place.current?.focus();
  }, [problem]);
  if (!problem) return null;
  return <ProblemSummary problem={problem} place={place} more={children} />;
}

function ProblemSummary(props: {
  problem: ApiProblem;
  place: React.RefObject<HTMLDivElement | null>;
  more: ReactNode;
}) {
  const { problem, place, more } = props;
  const { t } = useTranslation();
  const { title, detail } = useProblemWords(problem);
  const named = problem.fields.filter(({ field }) => document.getElementById(fieldId(field)));
  const others = problem.fields.filter((each) => !named.includes(each) && each.detail !== detail);
  return (
    <Alert
      ref={place}
      tabIndex={-1}
      color="red"
      variant="outline"
      icon={<IconAlertCircle aria-hidden />}
      title={title}
    >
      {detail === named[0]?.detail ? null : <Text>{detail}</Text>}
      <List size="md" mt={4}>
        {named.map(({ field, detail: sentence }) => (
          <List.Item key={field + sentence}>
            <Anchor
              href={`#${fieldId(field)}`}
              underline="always"
              c="inherit"
              onClick={(event) => {
                event.preventDefault();
                focusField(field);
              }}
            >
              {sentence}
            </Anchor>
          </List.Item>
        ))}
        {others.map(({ field, detail: sentence }) => (
          <List.Item key={field + sentence}>
            <Code>{field}</Code> {sentence}
          </List.Item>
        ))}
      </List>
      {problem.status >= 500 && problem.request ? (
        <Text size="sm" mt={4}>
          {t('problem.number')}: <Code>{problem.request}</Code>
        </Text>
      ) : null}
      {more}
    </Alert>
  );
}

/** The place of content that could not be had: why, and the one thing to do. */
export function FailedState({ problem, onRetry }: { problem: ApiProblem; onRetry?: () => void }) {
  const { t } = useTranslation();
  const { title, detail } = useProblemWords(problem);
  const lost = problem.status === 404 || problem.status === 403;
  return (
    <Paper withBorder p="xl" role="alert">
      <Stack align="flex-start" gap="sm">
        {problem.passing ? (
          <IconPlugConnectedX size={32} aria-hidden />
        ) : (
          <IconAlertCircle size={32} aria-hidden />
        )}
        <Title order={2} size="h3">
          {title}
        </Title>
        <Text>{detail}</Text>
        {problem.status >= 500 && problem.request ? (
          <Text size="sm">
            {t('problem.number')}: <Code>{problem.request}</Code>
          </Text>
        ) : null}
        <Group>
          {onRetry && !lost ? <Button onClick={onRetry}>{t('app.retry')}</Button> : null}
          {lost ? (
            <Button component={Link} to="/" variant="default">
              {t('problem.go_home')}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Paper>
  );
}

export function EmptyState({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder p="xl">
      <Title order={2} size="h4">
        {title}
      </Title>
      <Box mt={4}>{children}</Box>
    </Paper>
  );
}

export function Waiting({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm" role="status" aria-label={t('app.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={44} radius="md" />
      ))}
    </Stack>
  );
}

/** Content that comes from the API: skeleton, failure with a way on, or the content. What was read stays when a refresh fails. */
export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) {
    return (
      <>
        {query.error && !asProblem(query.error).signedOut ? (
          <FailedState problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
        ) : null}
        {children(query.data)}
      </>
    );
  }
  if (query.error && !asProblem(query.error).signedOut) {
    return <FailedState problem={asProblem(query.error)} onRetry={() => void query.refetch()} />;
  }
  return <Waiting />;
}
