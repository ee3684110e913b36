import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { askedItems } from '#domain/rules/instrument.js';
import { directionOf } from '../i18n.js';
import { ProblemAlert } from '../kit/states.js';
import { LANGUAGE_NAMES } from '../kit/text.js';
import { useAnswerWord, wordsOf } from './item.words.js';
import { openItems } from './take.form.js';
import type { StepProps } from './take.page.js';

/** Everything once more before it is saved: each line leads back to its item. */
export function Check({ view, draft, setDraft, save, reason }: StepProps) {
  const { t } = useTranslation();
  const open = openItems(view, draft.answers);
  const isEmpty = Object.keys(draft.answers).length === 0;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.run(draft);
      }}
    >
      <Stack gap="md">
        <ProblemAlert problem={save.problem} />
        {reason ? (
          <Text>
            {t('assess.correct_why')}: {t(`codes.assessment_mend.${reason}`)}
          </Text>
        ) : null}
        <Text>
          {LANGUAGE_NAMES[draft.language]} · {t(`codes.assessment_mode.${draft.mode}`)} ·{' '}
          {t(`codes.assessment_moment.${draft.moment}`)}
        </Text>
        {open.length > 0 ? (
          <Alert role="note" color="orange" variant="outline" icon={<IconAlertTriangle aria-hidden />}>
            <Text>{t('assess.open_items', { count: open.length })}</Text>
          </Alert>
        ) : null}
        <Lines view={view} draft={draft} onItem={(step) => setDraft({ ...draft, step })} />
        <Group>
          <Button type="submit" loading={save.pending} disabled={isEmpty} ref={focusOnce}>
            {reason ? t('assess.save_correction') : t('assess.save')}
          </Button>
          <Button variant="default" onClick={() => setDraft({ ...draft, step: 'begin' })}>
            {t('assess.change_how')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** After the last answer Enter saves. */
const focusOnce = (button: HTMLButtonElement | null): void => button?.focus();

function Lines(props: Pick<StepProps, 'view' | 'draft'> & { onItem: (place: number) => void }) {
  const { t } = useTranslation();
  const { view, draft, onItem } = props;
  const texts = wordsOf(view, draft);
  const word = useAnswerWord(view, draft);
  return (
    <ol className="answered" aria-label={t('assess.answers')}>
      {askedItems(view, draft.answers).map(({ id }, place) => {
        const answer = Object.hasOwn(draft.answers, id) ? draft.answers[id] : undefined;
        return (
          <li key={id}>
            <span className="answered-asked">
              {texts ? (
                <span lang={draft.language} dir={directionOf(draft.language)}>
                  {texts.items[id] ?? id}
                </span>
              ) : (
                t('assess.item', { item: id })
              )}
            </span>
            <Text component="span" fw={600} c={answer === undefined ? 'red' : undefined}>
              {answer === undefined ? t('assess.open') : <bdi>{word(id, answer)}</bdi>}
            </Text>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={`${t('assess.change')}: ${t('assess.item', { item: id })}`}
              onClick={() => onItem(place)}
            >
              {t('assess.change')}
            </Button>
          </li>
        );
      })}
    </ol>
  );
}
