import { Anchor, Badge, Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '#domain/wire/common.js';
import type { Column } from '../kit/list.rows.js';
import { usePaged } from '../kit/paged.hook.js';
import { Section } from '../kit/section.js';
import { ClientCode, Due } from '../kit/text.js';
import { PagedPart } from '../privacy/paged.part.js';
import { useMay } from '../session/session.context.js';
import { DeedDialog } from './deed.dialog.js';

/** What clients asked for with a clock: each with where it stands, and the answer where the reader may give one. */
export function AskedList<T extends { readonly client: string }>(props: {
  title: string;
  topic: string;
  list: (cursor?: string) => Promise<Page<T>>;
  keyOf: (row: T) => string;
  what: Omit<Column<T>, 'id'>;
  standing: (row: T) => string;
  /** Until when it must be answered; null: it was. */
  dueAt: (row: T) => string | null;
  answer: string;
  mayAnswer: (row: T) => boolean;
  dialog: (row: T, onClose: () => void) => ReactNode;
}) {
  const { t } = useTranslation();
  const [answered, setAnswered] = useState<T | null>(null);
  const { query, items } = usePaged([props.topic], props.list);
  return (
    <Section title={props.title}>
      <PagedPart
        query={query}
        items={items}
        label={props.title}
        keyOf={props.keyOf}
        empty={{ title: t('rights.nothing'), words: t('rights.nothing_words') }}
        columns={[
          {
            id: 'client',
            head: t('rights.client'),
            width: '9.5rem',
            cell: ({ client }) => <ClientLink client={client} />,
          },
          { id: 'what', ...props.what },
          {
            id: 'state',
            head: t('rights.state'),
            cell: (row) => (
              <Standing words={props.standing(row)} dueAt={props.dueAt(row)}>
                {props.dueAt(row) !== null && props.mayAnswer(row) ? (
                  <Button size="compact-md" onClick={() => setAnswered(row)}>
                    {props.answer}
                  </Button>
                ) : null}
              </Standing>
            ),
          },
        ]}
      />
      {answered ? props.dialog(answered, () => setAnswered(null)) : null}
    </Section>
  );
}

/** The way from a request to everything about the rights of whoever made it. */
function ClientLink({ client }: { client: string }) {
  const may = useMay();
  const code = <ClientCode of={client} />;
  return may('rights.read') ? (
    <Anchor component={Link} to={`/clients/${client}/rights`}>
      {code}
    </Anchor>
  ) : (
    code
  );
}

/** Where something stands, until when it must be answered, and what can be done about it. */
export function Standing(props: { words: string; dueAt: string | null; children?: ReactNode }) {
  return (
    <Group gap="xs">
      <Badge variant="outline" className="wrapping">
        {props.words}
      </Badge>
      {props.dueAt === null ? null : <Due at={props.dueAt} />}
      {props.children}
    </Group>
  );
}

/** An answer out of a few, and why, in words the client reads. */
export function AnswerDialog<A extends string, T>(props: {
  title: string;
  effect?: string;
  again: readonly string[];
  options: readonly { value: A; label: string }[];
  /** Which of the fields of the request holds the answer. */
  field: string;
  /** The answer may go without a reason. */
  bare?: boolean;
  run: (answer: A, reason: string, key: string) => Promise<T>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { title, effect, again, options, field, bare = false, run, onClose } = props;
  return (
    <DeedDialog
      title={title}
      {...(effect === undefined ? {} : { effect })}
      submit={t('rights.save')}
      again={again}
      fields={[
        { name: field, label: t('rights.outcome'), kind: 'choice', options },
        { name: 'reason', label: t('rights.reason'), kind: 'words', optional: bare },
      ]}
      run={(values, key) => run(values[field] as A, values['reason']?.trim() ?? '', key)}
      onClose={onClose}
    />
  );
}
