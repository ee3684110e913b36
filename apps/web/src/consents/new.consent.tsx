import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientView } from '#domain/wire/client.js';
import type { ConsentDocument, ConsentRequest } from '#domain/wire/consent.js';
import { previewConsent } from '../api.consents.js';
import { useChange } from '../kit/change.hook.js';
import { ProblemAlert } from '../kit/states.js';
import { ConsentFields } from './consent.fields.js';
import { consentFor, type ConsentDraft } from './consent.form.js';
import { DocumentText } from './copy.dialog.js';

interface NewConsentProps {
  readonly client: ClientView;
  /** The partner that was chosen on the screen; null: none yet. */
  readonly receiver: string | null;
  readonly value: ConsentDraft;
  readonly onChange: (value: ConsentDraft) => void;
  readonly errorOf: (field: string) => string | undefined;
}

/** A new consent to one partner, in the middle of what stands on it; its text is read there and then, word for word. */
export function NewConsent({ client, receiver, value, onChange, errorOf }: NewConsentProps) {
  const { t } = useTranslation();
  const [text, setText] = useState<{ of: string; document: ConsentDocument } | null>(null);
  const read = useChange(
    (body: ConsentRequest) => previewConsent(client.client, body),
    (document, body) => {
      const of = JSON.stringify(body);
      setText({ of, document });
      onChange({ ...value, read: { of, sha256: document.sha256 } });
    },
  );
  const { text_sha256: _, ...chosen } = consentFor(value, receiver ?? '', client.language);
  const shown = text?.of === JSON.stringify(chosen) ? text.document : null;
  return (
    <>
      <ConsentFields
        value={value}
        onChange={(next) => {
          read.reset();
          onChange(next);
        }}
        // What was said last counts: a document that was named meanwhile is not asked for again.
        errorOf={read.problem ? read.errorOf : errorOf}
        underAge={client.under_age}
      />
      <ProblemAlert problem={read.problem} />
      {shown ? (
        <Paper withBorder p="md">
          <Stack gap="xs">
            <Text size="sm" c="dimmed">
              {t('consents.read_hint')}
            </Text>
            <DocumentText document={shown} />
          </Stack>
        </Paper>
      ) : (
        <Group gap="sm">
          <Button
            variant="default"
            leftSection={<IconFileText size={18} aria-hidden />}
            loading={read.pending}
            disabled={receiver === null}
            onClick={() => read.run(chosen)}
          >
            {t('consents.read')}
          </Button>
          <Text size="sm" c="dimmed">
            {t('consents.read_why')}
          </Text>
        </Group>
      )}
    </>
  );
}
