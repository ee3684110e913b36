import { Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EXPORT_REASONS } from '#domain/wire/desk.js';
import type { ExportReason, ExportedList, ListExportRequest } from '#domain/wire/desk.js';
import { exportList } from '../api.desk.js';
import { useChange } from './change.hook.js';
import { Dialog, DialogActions } from './dialog.js';
import { Choice } from './fields.js';
import { OWN_DIRECTION, fieldId } from './field.id.js';
import { useFilters } from './filter.bar.js';
import { saveFile } from './save.file.js';
import { ProblemAlert } from './states.js';

/** Asks what the file is for, and makes it. */
export function ExportDialog({ list, onClose }: { list: ExportedList; onClose: () => void }) {
  const { t } = useTranslation();
  const { search } = useFilters();
  const [reason, setReason] = useState<ExportReason | null>(null);
  const [note, setNote] = useState('');
  const change = useChange(
    (body: ListExportRequest, key) => exportList(body, key),
    (file) => {
      saveFile(file, `${list}.csv`);
      onClose();
    },
  );
  return (
    <Dialog title={t('kit.export_title')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (reason === null) return;
          const said = note.trim() === '' ? {} : { note: note.trim() };
          change.run({ list, search: { ...search }, reason, ...said });
        }}
      >
        <Stack>
          <ProblemAlert problem={change.problem} />
          <Text>{t('kit.export_hint')}</Text>
          <Choice
            field="reason"
            label={t('kit.export_reason')}
            value={reason}
            onChange={setReason}
            options={EXPORT_REASONS.map((each) => ({ value: each, label: t(`kit.reason.${each}`) }))}
            error={change.errorOf('reason')}
          />
          {reason === 'other' ? (
            <Textarea
              id={fieldId('note')}
              label={t('kit.export_note')}
              {...OWN_DIRECTION}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
              error={change.errorOf('note')}
            />
          ) : null}
          <DialogActions
            submit={t('kit.export')}
            onClose={onClose}
            pending={change.pending}
            disabled={reason === null || (reason === 'other' && note.trim() === '')}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
