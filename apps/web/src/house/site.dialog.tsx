import { Group, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { Language } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { SiteView } from '#domain/wire/house.js';
import { changeSite, listSites } from '../api.house.js';
import { currentLanguage, directionOf } from '../i18n.js';
import { useChange } from '../kit/change.hook.js';
import { Conflict } from '../kit/conflict.dialog.js';
import type { ConflictField } from '../kit/conflict.dialog.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Choice, FieldBlock, Ticks } from '../kit/fields.js';
import { fieldId } from '../kit/field.id.js';
import { ProblemAlert } from '../kit/states.js';
import { LANGUAGE_NAMES, inWords } from '../kit/text.js';
import { EMPTY_WEEK, draftOf, requestOf } from './site.draft.js';
import type { SiteDraft } from './site.draft.js';
import { useSiteWords } from './site.words.js';
import { WEEKDAYS, useWeek } from './week.hook.js';

/** Under which key the sites are read. */
export const SITES = ['sites'] as const;

/** Names, weekend and opening hours of one site. */
export function SiteDialog({ site, onClose }: { site: SiteView; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const words = useSiteWords();
  const [opened, setOpened] = useState({ base: draftOf(site), version: site.version });
  const [draft, setDraft] = useState(opened.base);
  const change = useChange(
    (wanted: SiteDraft, key) => changeSite(site.code, requestOf(wanted), opened.version, key),
    async () => {
      await queries.invalidateQueries({ queryKey: SITES });
      onClose();
    },
  );
  const edit = (part: Partial<SiteDraft>): void => setDraft({ ...draft, ...part });
  const fields: readonly ConflictField<SiteDraft>[] = [
    ...LANGUAGES.map((language) => ({
      field: language,
      label: t('sites.name_in', { language: LANGUAGE_NAMES[language] }),
      word: (value: SiteDraft[keyof SiteDraft]) => value as string,
    })),
    {
      field: 'weekend',
      label: t('sites.weekend'),
      word: (value) => words.weekend(value as SiteDraft['weekend']),
    },
    { field: 'hours', label: t('sites.hours'), word: (value) => words.hours(value as SiteDraft['hours']) },
  ];
  if (change.problem?.code === 'version.stale')
    return (
      <Conflict
        problem={change.problem}
        base={opened.base}
        yours={draft}
        fields={fields}
        read={() => readSite(site.code)}
        onTake={(values, now) => {
          setDraft(values);
          setOpened({ base: now.values, version: now.version });
          change.reset();
        }}
        onClose={onClose}
      />
    );
  return (
    <Dialog title={inWords(site.names, currentLanguage())} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          change.run(draft);
        }}
      >
        <Stack>
          <ProblemAlert problem={change.problem} />
          <NameFields draft={draft} edit={edit} errorOf={(language) => change.errorOf(`names.${language}`)} />
          <Weekend draft={draft} edit={edit} error={change.errorOf('weekend_days')} />
          <Hours draft={draft} edit={edit} error={change.errorOf('opens') ?? change.errorOf('closes')} />
          <Text size="sm">{t('sites.hint')}</Text>
          <DialogActions submit={t('sites.save')} onClose={onClose} pending={change.pending} />
        </Stack>
      </form>
    </Dialog>
  );
}

async function readSite(code: string): Promise<{ values: SiteDraft; version: number }> {
  const { items } = await listSites();
  const found = items.find((each) => each.code === code);
  if (!found) throw new Error('A site does not leave the organisation while somebody writes about it.');
  return { values: draftOf(found), version: found.version };
}

interface PartProps {
  readonly draft: SiteDraft;
  readonly edit: (part: Partial<SiteDraft>) => void;
}

function NameFields({
  draft,
  edit,
  errorOf,
}: PartProps & { errorOf: (language: Language) => string | undefined }) {
  const { t } = useTranslation();
  return (
    <FieldBlock legend={t('sites.names')}>
      {LANGUAGES.map((language) => (
        <TextInput
          key={language}
          id={fieldId(`names.${language}`)}
          label={t('sites.name_in', { language: LANGUAGE_NAMES[language] })}
          attributes={{ input: { dir: directionOf(language), lang: language } }}
          maxLength={LIMITS.name_characters_max}
          autoComplete="off"
          value={draft[language]}
          onChange={(event) => edit({ [language]: event.currentTarget.value })}
          error={errorOf(language)}
        />
      ))}
    </FieldBlock>
  );
}

function Weekend({ draft, edit, error }: PartProps & { error: string | undefined }) {
  const { t } = useTranslation();
  const week = useWeek();
  return (
    <>
      <Choice
        field={'weekend'}
        label={t('sites.weekend')}
        value={draft.weekend === null ? 'region' : 'own'}
        onChange={(next) => edit({ weekend: next === 'region' ? null : EMPTY_WEEK.weekend })}
        options={[
          { value: 'region', label: t('sites.as_jurisdiction') },
          { value: 'own', label: t('sites.own') },
        ]}
        error={draft.weekend === null ? error : undefined}
      />
      {draft.weekend === null ? null : (
        <Ticks
          field={'weekend_days'}
          label={t('sites.weekdays')}
          value={draft.weekend.map(String)}
          onChange={(days) => edit({ weekend: days.map(Number).toSorted((a, b) => a - b) })}
          options={WEEKDAYS.map((day) => ({ value: `${day}`, label: week.weekday(day) }))}
          error={error}
        />
      )}
    </>
  );
}

function Hours({ draft, edit, error }: PartProps & { error: string | undefined }) {
  const { t } = useTranslation();
  const { hours } = draft;
  return (
    <>
      <Choice
        field={'hours'}
        label={t('sites.hours')}
        value={hours === null ? 'region' : 'own'}
        onChange={(next) => edit({ hours: next === 'region' ? null : EMPTY_WEEK.hours })}
        options={[
          { value: 'region', label: t('sites.as_jurisdiction') },
          { value: 'own', label: t('sites.own') },
        ]}
        error={hours === null ? error : undefined}
      />
      {hours === null ? null : (
        <Group align="flex-start">
          <TextInput
            type="time"
            id={fieldId('opens')}
            label={t('sites.opens')}
            value={hours.opens}
            onChange={(event) => edit({ hours: { ...hours, opens: event.currentTarget.value } })}
            error={error}
          />
          <TextInput
            type="time"
            id={fieldId('closes')}
            label={t('sites.closes')}
            value={hours.closes}
            onChange={(event) => edit({ hours: { ...hours, closes: event.currentTarget.value } })}
          />
        </Group>
      )}
    </>
  );
}
