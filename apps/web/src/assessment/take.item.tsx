import { Button, Group, Kbd, Progress, Radio, Stack, Text, TextInput, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { WITHHELD, type Answer, type InstrumentItem } from '#domain/charter/instrument.js';
import { askedItems } from '#domain/rules/instrument.js';
import { fieldId } from '../kit/field.id.js';
import { directionOf } from '../i18n.js';
import { answerOfKey, answered, digitsOf, isLegal } from './take.form.js';
import type { StepProps } from './take.page.js';
import { useAnswerWord, wordsOf } from './item.words.js';

/**
 * One item: a number key chooses its answer, Enter goes on, what hangs on an answer is asked or left out as the form says. The keys
 * belong to the form that has the focus, so they stay where single letters are turned off.
 */
export function TakeItem({ view, draft, setDraft, place }: StepProps & { place: number }) {
  const asked = askedItems(view, draft.answers);
  const item = asked[Math.min(place, asked.length - 1)];
  if (!item) return null;
  const at = asked.indexOf(item);
  const answer = Object.hasOwn(draft.answers, item.id) ? (draft.answers[item.id] ?? null) : null;
  const go = (to: number, answers = draft.answers): void =>
    setDraft({ ...draft, answers, step: to < askedItems(view, answers).length ? to : 'check' });
  return (
    <OneItem
      key={item.id}
      {...{ view, draft, item, answer }}
      place={at + 1}
      of={asked.length}
      onAnswer={(next) =>
        setDraft({ ...draft, step: at, answers: answered(view, draft.answers, item.id, next) })
      }
      onNext={() => go(at + 1)}
      onOpen={() => go(at + 1, answered(view, draft.answers, item.id, null))}
      onBack={() => setDraft({ ...draft, step: at === 0 ? 'begin' : at - 1 })}
    />
  );
}

interface ItemProps extends Pick<StepProps, 'view' | 'draft'> {
  readonly item: InstrumentItem;
  readonly answer: Answer | null;
  readonly place: number;
  readonly of: number;
  readonly onAnswer: (answer: Answer | null) => void;
  readonly onNext: () => void;
  readonly onOpen: () => void;
  readonly onBack: () => void;
}

function OneItem(props: ItemProps) {
  const { t } = useTranslation();
  const { view, draft, item, answer, place, of, onAnswer, onNext, onOpen, onBack } = props;
  const texts = wordsOf(view, draft);
  const [wanted, setWanted] = useState(false);
  const isAnswered = answer === WITHHELD || (answer !== null && isLegal(item, answer));
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const target = form.current?.querySelector<HTMLElement>('input:checked, input');
    target?.focus();
  }, []);
  const onKey = (event: KeyboardEvent<HTMLFormElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement && event.target.type === 'text') return;
    const value = answerOfKey(item, event.code);
    if (value !== undefined) {
      event.preventDefault();
      onAnswer(value);
    } else if (event.code === 'Backspace') {
      event.preventDefault();
      onBack();
    }
  };
  const label = t('assess.item_of', { place, of });
  return (
    <form
      noValidate
      ref={form}
      aria-label={label}
      onKeyDown={onKey}
      onSubmit={(event) => {
        event.preventDefault();
        if (isAnswered) onNext();
        else setWanted(true);
      }}
    >
      <Stack gap="md">
        <Progress value={((place - 1) / of) * 100} aria-label={label} />
        <Text c="dimmed">{label}</Text>
        {texts?.stem ? (
          <Text lang={draft.language} dir={directionOf(draft.language)}>
            {texts.stem}
          </Text>
        ) : null}
        <Title order={2} size="h3" id={`${fieldId('answer')}-asked`}>
          {texts ? (
            <span lang={draft.language} dir={directionOf(draft.language)} className="asked">
              {texts.items[item.id] ?? item.id}
            </span>
          ) : (
            t('assess.item', { item: item.id })
          )}
        </Title>
        <Answering {...props} error={wanted && !isAnswered ? t('assess.answer_first') : null} />
        <Group>
          <Button type="submit">{place === of ? t('assess.look_over') : t('assess.next')}</Button>
          <Button variant="default" onClick={onBack}>
            {t('assess.previous')}
          </Button>
          <Button variant="subtle" onClick={onOpen}>
            {t('assess.leave_open')}
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          {digitsOf(item) ? t('assess.keys') : t('assess.keys_typed')}
        </Text>
      </Stack>
    </form>
  );
}

/** One of few numbers, each with its key; or a number that is typed. */
function Answering(props: ItemProps & { error: string | null }) {
  const { t } = useTranslation();
  const { item, error } = props;
  const digits = digitsOf(item);
  return (
    <Stack gap="xs">
      {digits ? <Few {...props} digits={digits} /> : <Typed {...props} />}
      {item.may_withhold && !digits ? (
        <Button
          variant={props.answer === WITHHELD ? 'filled' : 'default'}
          onClick={() => props.onAnswer(props.answer === WITHHELD ? null : WITHHELD)}
          aria-pressed={props.answer === WITHHELD}
        >
          {t('assess.withheld')}
        </Button>
      ) : null}
      {error ? (
        <Text c="red" role="alert">
          {error}
        </Text>
      ) : null}
    </Stack>
  );
}

function Few({ view, draft, item, answer, onAnswer, digits }: ItemProps & { digits: readonly number[] }) {
  const { t } = useTranslation();
  const word = useAnswerWord(view, draft);
  const options: { value: Answer; label: string }[] = [
    ...digits.map((value) => ({ value, label: word(item.id, value) })),
    ...(item.may_withhold ? [{ value: WITHHELD, label: t('assess.withheld') } as const] : []),
  ];
  return (
    <Radio.Group
      id={fieldId(`answers.${item.id}`)}
      aria-labelledby={`${fieldId('answer')}-asked`}
      value={answer === null ? '' : String(answer)}
      onChange={(next) => onAnswer(next === WITHHELD ? WITHHELD : Number(next))}
    >
      <Stack gap="xs">
        {options.map(({ value, label }) => (
          <Radio
            key={value}
            value={String(value)}
            label={
              <>
                {value === WITHHELD ? null : (
                  <Kbd aria-hidden={label === String(value) ? undefined : true}>{value}</Kbd>
                )}{' '}
                {label === String(value) ? null : (
                  <span lang={value === WITHHELD ? undefined : draft.language}>
                    <bdi>{label}</bdi>
                  </span>
                )}
              </>
            }
            classNames={{ root: 'option option-wide', body: 'option-body', label: 'option-label' }}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

const DIGITS_MAX = 4;

function Typed({ item, answer, onAnswer }: ItemProps) {
  const { t } = useTranslation();
  const { answers } = item;
  const printed = 'from' in answers ? `${answers.from}–${answers.to}` : answers.join(', ');
  return (
    <TextInput
      id={fieldId(`answers.${item.id}`)}
      aria-labelledby={`${fieldId('answer')}-asked`}
      description={
        <>
          {t('assess.number_of')} <bdi dir="ltr">{printed}</bdi>
        </>
      }
      inputMode="numeric"
      autoComplete="off"
      dir="ltr"
      maw="10rem"
      value={typeof answer === 'number' ? String(answer) : ''}
      onChange={({ currentTarget }) => {
        const typed = latin(currentTarget.value).slice(0, DIGITS_MAX);
        onAnswer(typed === '' ? null : Number(typed));
      }}
    />
  );
}

/** Digits of any keyboard that people here have, and nothing else. */
const latin = (typed: string): string =>
  typed
    .replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replaceAll(/\D/g, '');
