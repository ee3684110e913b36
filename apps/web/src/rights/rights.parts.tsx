import { Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export const rightsKey = (code: string) => ['rights', code] as const;

/** One thing that was asked or told: what, by whom and when, where it stands. */
export function Entry(props: {
  title: ReactNode;
  by: ReactNode;
  standing?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <Paper withBorder p="sm" radius="md">
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start" gap="sm">
          <div>
            <Text fw={600}>{props.title}</Text>
            <Text size="sm" c="dimmed">
              {props.by}
            </Text>
          </div>
          {props.standing}
        </Group>
        {props.children}
      </Stack>
    </Paper>
  );
}
