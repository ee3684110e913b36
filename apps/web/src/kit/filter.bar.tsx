import { Button, Group, NativeSelect } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface Filter {
  /** The word in the address; the route's `validateSearch` knows it. */
  readonly name: string;
  readonly label: string;
  /** What it is called when nothing is left out; unless given, "all". */
  readonly all?: string;
  readonly options: readonly { value: string; label: string }[];
}

type Words = Readonly<Record<string, string>>;

/** What of the address narrows the list: only texts, as saved views and exports take them. */
export function useFilters(): {
  readonly search: Words;
  readonly set: (name: string, value: string | undefined) => void;
  readonly replace: (search: Words) => void;
} {
  const all = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const search = Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[name, `${value}`]]
        : [],
    ),
  );
  const replace = (next: Words): void => void navigate({ to: '.', search: next as never, replace: true });
  return {
    search,
    replace,
    set: (name, value) => {
      const { [name]: _before, ...rest } = search;
      replace(value === undefined || value === '' ? rest : { ...rest, [name]: value });
    },
  };
}

/** Filters of a list. They live in the address: the back button, a saved view and a colleague's link all bring them back. */
export function FilterBar({
  filters,
  children,
}: {
  filters: readonly Filter[];
  /** Saved views, export and the like, at the end of the bar. */
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { search, set, replace } = useFilters();
  const names = filters.map(({ name }) => name);
  const narrowed = names.some((name) => search[name] !== undefined);
  return (
    <Group role="group" aria-label={t('kit.filters')} justify="space-between" align="flex-end" gap="sm">
      <Group gap="sm" align="flex-end">
        {filters.map(({ name, label, all, options }) => (
          <NativeSelect
            key={name}
            size="sm"
            label={label}
            value={search[name] ?? ''}
            onChange={(event) => set(name, event.currentTarget.value)}
            data={[{ value: '', label: all ?? t('kit.all') }, ...options]}
          />
        ))}
        {narrowed ? (
          <Button
            size="sm"
            variant="default"
            leftSection={<IconFilterOff size={18} aria-hidden />}
            onClick={() =>
              replace(Object.fromEntries(Object.entries(search).filter(([name]) => !names.includes(name))))
            }
          >
            {t('kit.clear')}
          </Button>
        ) : null}
      </Group>
      <Group gap="sm">{children}</Group>
    </Group>
  );
}
