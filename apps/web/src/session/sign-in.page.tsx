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
import { useTranslation } from 'react-i18next';
import type { Language } from '#domain/charter/code-lists.js';
import type { SessionView } from '#domain/wire/session.js';
import { changeLanguage, openSession } from '../api.js';
import { speak } from '../i18n.js';
import { LanguageSwitch } from '../shell/language.switch.js';
import { ProblemAlert } from '../kit/states.js';
import { newKey, useChange } from '../kit/change.hook.js';
import { LEFT_TO_RIGHT, fieldId } from '../kit/field.id.js';

interface SignInProps {
  /** The login of a session that ended while its page was open; what was typed there is kept. */
  readonly locked: string | null;
  readonly onOpen: (session: SessionView) => void;
  /** Somebody else wants to sign in: what the last person left is thrown away. */
  readonly onSomeoneElse: () => void;
}

/** A language chosen on this screen goes with the person; otherwise the screen takes the person's own. */
async function agreeOnLanguage(session: SessionView, chosen: Language | null): Promise<SessionView> {
  if (chosen === null) {
    await speak(session.language);
    return session;
  }
  if (chosen === session.language) return session;
  return changeLanguage(chosen, newKey()).catch(() => session);
}

export function SignInPage({ locked, onOpen, onSomeoneElse }: SignInProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Language | null>(null);
  useEffect(() => {
    document.title = `${t('session.title')} · Handrail`;
  }, [t]);
  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder p="xl" w="100%" maw={440}>
        <Group justify="space-between" mb="lg">
          <Text fw={700} size="xl" className="brand">
            Handrail
          </Text>
          <LanguageSwitch
            w={150}
            onChosen={(language) => void speak(language).then(() => setChosen(language))}
          />
        </Group>
        <SignInForm locked={locked} chosen={chosen} onOpen={onOpen} onSomeoneElse={onSomeoneElse} />
      </Paper>
    </Center>
  );
}

/** A form that ended where it stood has the login filled in; the password is all that is asked. */
function SignInForm({ locked, chosen, onOpen, onSomeoneElse }: SignInProps & { chosen: Language | null }) {
  const { t } = useTranslation();
  const [login, setLogin] = useState(locked ?? '');
  const [password, setPassword] = useState('');
  const signIn = useChange(openSession, async (session) => onOpen(await agreeOnLanguage(session, chosen)));
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        signIn.run({ login: login.trim(), password });
      }}
    >
      <Stack>
        <Box>
          <Title order={1} size="h2">
            {t('session.title')}
          </Title>
          <Text c="dimmed">{locked ? t('session.locked') : t('session.intro')}</Text>
        </Box>
        <ProblemAlert problem={signIn.problem} />
        <TextInput
          id={fieldId('login')}
          label={t('session.login')}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...LEFT_TO_RIGHT}
          error={signIn.errorOf('login')}
          data-autofocus={!locked}
          autoFocus={!locked}
        />
        <PasswordInput
          id={fieldId('password')}
          label={t('session.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          {...LEFT_TO_RIGHT}
          error={signIn.errorOf('password')}
          autoFocus={locked !== null}
          visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }}
        />
        <Button type="submit" loading={signIn.pending} fullWidth>
          {t('session.submit')}
        </Button>
        {locked ? (
          <Button variant="default" fullWidth onClick={onSomeoneElse}>
            {t('kit.somebody_else')}
          </Button>
        ) : (
          <Anchor href="/join" underline="always" ta="center">
            {t('join.have_code')}
          </Anchor>
        )}
      </Stack>
    </form>
  );
}
