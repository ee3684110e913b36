import { ActionIcon, Button, Checkbox, Group, Menu, Stack, Text, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash, IconUsers } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedViewRequest } from '#domain/wire/desk.js';
import { dropView, listViews, saveView } from '../api.desk.js';
import { useChange } from './change.hook.js';
import { Dialog, DialogActions } from './dialog.js';
import { OWN_DIRECTION, fieldId } from './field.id.js';
import { useFilters } from './filter.bar.js';
import { ProblemAlert } from './states.js';
import { Bdi } from './text.js';

const viewsKey = (screen: string) => ['views', screen] as const;

/** The menu of the saved views; it is loaded when it is opened first, and stands open then. */
export function SavedViewsMenu({ screen }: { screen: string }) {
  const { t } = useTranslation();
  const [saving, setSaving] = useState(false);
  const [opened, setOpened] = useState(true);
  return (
    <>
      <Menu
        opened={opened}
        onChange={setOpened}
        position="bottom-end"
        withinPortal
        width={320}
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={18} aria-hidden />}>
            {t('kit.views')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {opened ? <ViewItems screen={screen} /> : null}
          <Menu.Divider />
          <Menu.Item fz="md" py="sm" onClick={() => setSaving(true)}>
            {t('kit.save_view')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {saving ? <SaveDialog screen={screen} onClose={() => setSaving(false)} /> : null}
    </>
  );
}

function ViewItems({ screen }: { screen: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { replace } = useFilters();
  const views = useQuery({ queryKey: viewsKey(screen), queryFn: () => listViews(screen) });
  const drop = useChange(
    (id: string, key) => dropView(id, key),
    () => queries.invalidateQueries({ queryKey: viewsKey(screen) }),
  );
  const items = views.data?.items ?? [];
  if (items.length === 0) return <Menu.Label fz="md">{t('kit.views_empty')}</Menu.Label>;
  return items.map((view) => (
    <Group key={view.id} wrap="nowrap" gap={4}>
      <Menu.Item
        fz="md"
        py="sm"
        flex={1}
        leftSection={view.shared ? <IconUsers size={18} aria-hidden /> : null}
        onClick={() => replace(view.search)}
      >
        <Bdi>{view.name}</Bdi>
      </Menu.Item>
      {view.own ? (
        <ActionIcon
          size="lg"
          variant="subtle"
          color="gray"
          aria-label={t('kit.view_drop', { name: view.name })}
          onClick={() => drop.run(view.id)}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      ) : null}
    </Group>
  ));
}

function SaveDialog({ screen, onClose }: { screen: string; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { search } = useFilters();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useChange(
    (body: SavedViewRequest, key) => saveView(body, key),
    async () => {
      await queries.invalidateQueries({ queryKey: viewsKey(screen) });
      onClose();
    },
  );
  return (
    <Dialog title={t('kit.save_view')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.run({ screen, name: name.trim(), search: { ...search }, shared });
        }}
      >
        <Stack>
          <ProblemAlert problem={save.problem} />
          <TextInput
            id={fieldId('name')}
            label={t('kit.view_name')}
            description={t('kit.view_name_hint')}
            {...OWN_DIRECTION}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={save.errorOf('name')}
            autoComplete="off"
          />
          <Checkbox
            label={t('kit.view_shared')}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          {save.errorOf('search') ? <Text c="red">{save.errorOf('search')}</Text> : null}
          <DialogActions
            submit={t('kit.save_view')}
            onClose={onClose}
            pending={save.pending}
            disabled={name.trim() === ''}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
