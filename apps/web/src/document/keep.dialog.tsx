import { FileInput, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  DOCUMENT_CATEGORIES,
  DOCUMENT_KINDS,
  DOCUMENT_TYPES,
  type DocumentCategory,
  type DocumentKind,
} from '#domain/charter/document.js';
import { LIMITS } from '#domain/charter/limits.js';
import { toBase64 } from '#domain/rules/base64.js';
import type { DocumentKeeping } from '#domain/wire/document.js';
import { keepDocument } from '../api.documents.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { Choice, DayField } from '../kit/fields.js';
import { say } from '../kit/notice.js';
import { ProblemAlert } from '../kit/states.js';

interface Draft {
  readonly kind: DocumentKind | null;
  readonly category: DocumentCategory | null;
  readonly title: string;
  readonly dated_on: string;
}

/** A file, what it is, and under which part of a consent another house may read it. What it really is, its bytes say. */
export function KeepDialog({ code, onClose }: { code: string; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [draft, setDraft] = useState<Draft>({ kind: null, category: null, title: '', dated_on: '' });
  const isTooLarge = (file?.size ?? 0) > LIMITS.document_bytes_max;
  const keep = useChange(
    (body: DocumentKeeping, key) => keepDocument(code, body, key),
    async () => {
      await queries.invalidateQueries({ queryKey: ['documents', code] });
      say(t('app.saved'));
      onClose();
    },
  );
  const send = async ({ kind, category, title, dated_on: on }: Draft): Promise<void> => {
    if (!file || !kind || !category || isTooLarge) return;
    const type = DOCUMENT_TYPES.find((one) => one === file.type) ?? 'text/plain';
    const content = toBase64(new Uint8Array(await file.arrayBuffer()));
    keep.run({ kind, category, title, type, content, dated_on: on === '' ? null : on });
  };
  return (
    <Dialog title={t('documents.keep')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send(draft);
        }}
      >
        <Stack>
          <ProblemAlert problem={keep.problem} />
          <FileInput
            id={fieldId('content')}
            label={t('documents.file')}
            description={t('documents.file_hint')}
            accept={DOCUMENT_TYPES.join(',')}
            clearable
            onChange={setFile}
            error={isTooLarge ? t('documents.too_large') : keep.errorOf('content')}
          />
          <DraftFields
            draft={draft}
            change={(part) => setDraft({ ...draft, ...part })}
            errorOf={keep.errorOf}
          />
          <Text size="sm">{t('documents.keep_effect')}</Text>
          <DialogActions
            submit={t('documents.keep')}
            onClose={onClose}
            pending={keep.pending}
            disabled={!file || isTooLarge || !draft.kind || !draft.category || draft.title.trim() === ''}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

function DraftFields({
  draft,
  change,
  errorOf,
}: {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  errorOf: (field: string) => string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        id={fieldId('title')}
        label={t('documents.name')}
        {...OWN_DIRECTION}
        maxLength={LIMITS.document_title_characters_max}
        value={draft.title}
        onChange={({ currentTarget }) => change({ title: currentTarget.value })}
        error={errorOf('title')}
      />
      <Choice
        field="kind"
        label={t('documents.kind')}
        value={draft.kind}
        onChange={(kind) => change({ kind })}
        options={DOCUMENT_KINDS.map((value) => ({ value, label: t(`codes.document_kind.${value}`) }))}
        error={errorOf('kind')}
      />
      <Choice
        field="category"
        label={t('documents.category')}
        value={draft.category}
        onChange={(category) => change({ category })}
        options={DOCUMENT_CATEGORIES.map((value) => ({ value, label: t(`codes.category.${value}`) }))}
        error={errorOf('category')}
      />
      <DayField
        field="dated_on"
        label={t('documents.dated_on')}
        value={draft.dated_on}
        onChange={(on) => change({ dated_on: on })}
        error={errorOf('dated_on')}
      />
    </>
  );
}
