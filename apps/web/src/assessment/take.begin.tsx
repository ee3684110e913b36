import { Alert, Button, Checkbox, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ASSESSMENT_MOMENTS, RAISED_BY_WITHDRAWAL } from '#domain/charter/assessment.js';
import { LANGUAGES, SUBSTANCES, type Substance } from '#domain/charter/code-lists.js';
import { ZoneNote } from '../handoff/move.frame.js';
import { useDates } from '../kit/dates.hook.js';
import { fieldId } from '../kit/field.id.js';
import { Choice, MomentField, TriState } from '../kit/fields.js';
import { LANGUAGE_NAMES } from '../kit/text.js';
import type { Draft } from './take.form.js';
import type { StepProps } from './take.page.js';

const SUBSTANCE_CODES = Object.keys(SUBSTANCES) as Substance[];
const SEXES = ['female', 'male'] as const;

/** In which language, how and when it is taken, and what the licence lets us show. Everything likely is chosen already. */
export function Begin({ view, draft, setDraft, save }: StepProps) {
  const { t } = useTranslation();
  const dates = useDates();
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const hasAbout =
    (!view.per_substance || draft.substance !== null) && (!view.asks_sex || draft.sex !== null);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (hasAbout) change({ step: Object.keys(draft.answers).length > 0 ? 'check' : 0 });
      }}
    >
      <Stack gap="md">
        <Choice
          field="language"
          label={t('assess.language')}
          value={draft.language}
          onChange={(language) => change({ language, numbers_only: false })}
          options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          error={save.errorOf('language')}
        />
        <Words view={view} draft={draft} change={change} />
        {view.modes.length > 1 ? (
          <Choice
            field="mode"
            label={t('assess.mode')}
            value={draft.mode}
            onChange={(mode) => change({ mode })}
            options={view.modes.map((value) => ({ value, label: t(`codes.assessment_mode.${value}`) }))}
            error={save.errorOf('mode')}
          />
        ) : (
          <Text>
            {t('assess.mode')}: {t(`codes.assessment_mode.${draft.mode}`)}
          </Text>
        )}
        <Choice
          field="moment"
          label={t('assess.moment')}
          value={draft.moment}
          onChange={(moment) => change({ moment })}
          options={ASSESSMENT_MOMENTS.map((value) => ({
            value,
            label: t(`codes.assessment_moment.${value}`),
          }))}
        />
        <About view={view} draft={draft} change={change} />
        <MomentField
          field="taken_at"
          dateLabel={t('assess.taken_on')}
          timeLabel={t('assess.taken_time')}
          value={draft.taken}
          onChange={(taken) => change({ taken })}
          error={save.errorOf('taken_at')}
        />
        <ZoneNote zone={dates.zone} />
        <Group>
          <Button type="submit" disabled={!hasAbout} data-autofocus ref={focusOnce}>
            {Object.keys(draft.answers).length > 0 ? t('assess.go_on') : t('assess.begin')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Whoever comes from an alert begins with one key. */
const focusOnce = (button: HTMLButtonElement | null): void => button?.focus();

interface PartProps extends Pick<StepProps, 'view' | 'draft'> {
  readonly change: (part: Partial<Draft>) => void;
}

/** Whether there are official words in the language it is asked in, and what happens where there are none. */
function Words({ view, draft, change }: PartProps) {
  const { t } = useTranslation();
  const dates = useDates();
  const official = dates.list(view.languages.map((language) => LANGUAGE_NAMES[language]));
  const shown = view.texts !== null;
  return (
    <>
      <Alert role="note" color="calm" variant="outline" icon={<IconInfoCircle aria-hidden />}>
        <Text>
          {view.languages.length === 0
            ? t('assess.words_never')
            : t('assess.words_official', { languages: official })}
        </Text>
        <Text>{shown ? t('assess.words_shown') : t('assess.words_numbers')}</Text>
        <Text size="sm" c="dimmed">
          {t(`codes.licence_class.${view.licence}`)} · <bdi>{view.holder}</bdi>
        </Text>
      </Alert>
      {shown ? (
        <Checkbox
          id={fieldId('numbers_only')}
          label={t('assess.from_paper')}
          checked={draft.numbers_only}
          onChange={({ currentTarget }) => change({ numbers_only: currentTarget.checked })}
        />
      ) : null}
    </>
  );
}

/** What some forms ask besides: which substance it is about, and where a cut-off differs by sex. */
function About({ view, draft, change }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      {view.per_substance ? (
        <NativeSelect
          id={fieldId('substance')}
          label={t('assess.substance')}
          value={draft.substance ?? ''}
          onChange={({ currentTarget }) =>
            change({ substance: SUBSTANCE_CODES.find((each) => each === currentTarget.value) ?? null })
          }
          data={[
            { value: '', label: '—' },
            ...SUBSTANCE_CODES.map((value) => ({ value, label: t(`codes.substance.${value}`) })),
          ]}
        />
      ) : null}
      {view.asks_sex ? (
        <Choice
          field="sex"
          label={t('assess.sex')}
          description={t('assess.sex_why')}
          value={draft.sex}
          onChange={(sex) => change({ sex })}
          options={SEXES.map((value) => ({ value, label: t(`assess.${value}`) }))}
        />
      ) : null}
      {RAISED_BY_WITHDRAWAL.includes(view.id) ? (
        <TriState
          field="during_withdrawal"
          label={t('assess.withdrawal')}
          value={draft.during_withdrawal}
          onChange={(during_withdrawal) => change({ during_withdrawal })}
        />
      ) : null}
    </>
  );
}
