import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClientCode, parseClientCode } from '#domain/rules/client-code.js';
import { suggestClientCodes } from '#domain/rules/code-suggestions.js';
import { ClientCode, tidyCode } from '../kit/text.js';

/** A field for the code of a client; what was mistyped is asked about. */
export function FindByCode({ label, onFind }: { label: string; onFind: (code: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [meant, setMeant] = useState<readonly string[]>([]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const parsed = parseClientCode(typed);
        const suggested = suggestClientCodes(typed);
        setMeant(suggested);
        const code = parsed.ok ? parsed.code : tidyCode(typed);
        if (code !== '' && suggested.length === 0) onFind(code);
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          label={label}
          placeholder="7K3M-9QXR-T4"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          styles={{ input: { direction: 'ltr', textAlign: 'start' } }}
        />
        <Button type="submit" variant="default">
          {t('clients.open')}
        </Button>
      </Group>
      <DidYouMean codes={meant} onChoose={onFind} />
    </form>
  );
}

/** Codes that may have been meant: offered, never opened by themselves. */
function DidYouMean({ codes, onChoose }: { codes: readonly string[]; onChoose: (code: string) => void }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      {codes.length === 0 ? null : (
        <Group gap="sm" mt="sm">
          <Text>{t('clients.did_you_mean')}</Text>
          {codes.map((code) => (
            <Button key={code} variant="outline" onClick={() => onChoose(code)}>
              <ClientCode of={formatClientCode(code)} />
            </Button>
          ))}
        </Group>
      )}
    </div>
  );
}
