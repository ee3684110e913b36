import {
  Anchor,
  Box,
  Button,
  Center,
  Group,
  Paper,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useEffect, useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { LIMITS } from '#domain/charter/limits.js';
import { joinHouse } from '../api.house.js';
import { speak } from '../i18n.js';
import { useChange } from '../kit/change.hook.js';
import { LEFT_TO_RIGHT, fieldId } from '../kit/field.id.js';
import { focusField } from '../kit/focus.js';
import { ProblemAlert } from '../kit/states.js';
import { LanguageSwitch } from '../shell/language.switch.js';

/** Where somebody who was invited chooses a password; nobody needs to be signed in for it. */
export function JoinPage() {
  const { t } = useTranslation();
  const [done, setDone] = useState(false);
  useEffect(() => {
    document.title = `${t('join.title')} · Handrail`;
  }, [t]);
  return (
    <Center component="main" id="content" mih="100dvh" p="md">
      <Paper withBorder p="xl" w="100%" maw={480}>
        <Group justify="space-between" mb="lg">
          <Text fw={700} size="xl" className="brand">
            Handrail
          </Text>
          <LanguageSwitch w={150} onChosen={(language) => void speak(language)} />
        </Group>
        {done ? (
          <Stack role="status">
            <Title order={1} size="h2">
              {t('join.done_title')}
            </Title>
            <Text>{t('join.done')}</Text>
            <Button component="a" href="/" fullWidth autoFocus>
              {t('join.sign_in')}
            </Button>
          </Stack>
        ) : (
          <JoinForm onDone={() => setDone(true)} />
        )}
      </Paper>
    </Center>
  );
}

function JoinForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const [login, setLogin] = useState('');
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [differs, setDiffers] = useState(false);
  const join = useChange(joinHouse, onDone);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setDiffers(password !== again);
    if (password === again) join.run({ login: login.trim(), code: code.trim(), password });
    else focusField('again');
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Welcome />
        <ProblemAlert problem={join.problem} />
        <TextInput
          id={fieldId('login')}
          label={t('session.login')}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...LEFT_TO_RIGHT}
          error={join.errorOf('login')}
          autoFocus
        />
        <TextInput
          id={fieldId('code')}
          label={t('join.code')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          {...LEFT_TO_RIGHT}
          error={join.errorOf('code')}
        />
        <NewPassword
          field="password"
          label={t('join.password')}
          description={t('join.password_hint', { min: `${LIMITS.password_characters_min}` })}
          value={password}
          onChange={setPassword}
          error={join.errorOf('password')}
        />
        <NewPassword
          field="again"
          label={t('join.again')}
          value={again}
          onChange={setAgain}
          error={differs && password !== again ? t('join.differs') : undefined}
        />
        <Button type="submit" loading={join.pending} fullWidth>
          {t('join.submit')}
        </Button>
        <Anchor href="/" underline="always" ta="center">
          {t('join.sign_in')}
        </Anchor>
      </Stack>
    </form>
  );
}

function Welcome() {
  const { t } = useTranslation();
  return (
    <Box>
      <Title order={1} size="h2">
        {t('join.title')}
      </Title>
      <Text c="dimmed">{t('join.intro')}</Text>
    </Box>
  );
}

function NewPassword(props: {
  field: 'password' | 'again';
  label: string;
  description?: string;
  value: string;
  onChange: (password: string) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  const { field, onChange, ...shown } = props;
  return (
    <PasswordInput
      id={fieldId(field)}
      {...shown}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="new-password"
      {...LEFT_TO_RIGHT}
      visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }}
    />
  );
}
