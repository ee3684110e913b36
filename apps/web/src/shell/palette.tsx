import '@mantine/spotlight/styles.css';
import { Spotlight, createSpotlight } from '@mantine/spotlight';
import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconArrowsExchange,
  IconHelp,
  IconKeyboard,
  IconLanguage,
  IconLock,
  IconPalette,
  IconSearch,
  IconUrgent,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { formatClientCode, parseClientCode } from '#domain/rules/client-code.js';
import { suggestClientCodes } from '#domain/rules/code-suggestions.js';
import { THEMES } from '#domain/wire/session.js';
import { currentLanguage } from '../i18n.js';
import { LANGUAGE_NAMES } from '../kit/text.js';
import { usePrefer } from '../session/preferences.hook.js';
import { useMay } from '../session/session.context.js';
import { useEndSession } from '../session/session.gate.js';
import { useChooseLanguage } from './language.hook.js';
import { closePalette, usePaletteOpened } from './palette.store.js';
import { SCREENS } from './screens.js';

const [store, palette] = createSpotlight();
const SHOWN_MAX = 12;

/** Everything by typing a few letters: screens, a client or a handoff by its code, and what is done often. */
export function Palette() {
  const { t } = useTranslation();
  const opened = usePaletteOpened();
  const [query, setQuery] = useState('');
  const groups = [useOpenings(query, setQuery), useScreens(), useDoings()].filter(
    ({ actions }) => actions.length > 0,
  );
  useEffect(() => {
    if (opened) palette.open();
    else palette.close();
  }, [opened]);
  return (
    <Spotlight
      store={store}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={closePalette}
      actions={groups}
      nothingFound={t('kit.palette_empty')}
      limit={SHOWN_MAX}
      scrollable
      searchProps={{
        leftSection: <IconSearch size={20} aria-hidden />,
        placeholder: t('kit.palette_hint'),
        'aria-label': t('kit.find'),
      }}
    />
  );
}

/** A code that is whole and right could be a client or a handoff: both are offered, whichever the person may open. */
function useOpenings(query: string, choose: (code: string) => void): SpotlightActionGroupData {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const here = useParams({ strict: false }).code;
  // On the page of a client that one is meant, until another code is typed.
  const parsed = parseClientCode(query.trim() === '' ? (here ?? '') : query);
  const actions: SpotlightActionData[] = suggestClientCodes(query).map((code) => ({
    id: `meant ${code}`,
    label: t('kit.did_you_mean', { code: formatClientCode(code) }),
    keywords: query,
    leftSection: <IconHelp size={20} aria-hidden />,
    // Chosen, it stands in the field: what to open is the next question.
    closeSpotlightOnTrigger: false,
    onClick: () => choose(formatClientCode(code)),
  }));
  if (parsed.ok) {
    const { code } = parsed;
    const words = { code: formatClientCode(code) };
    if (may('client.view'))
      actions.push({
        id: 'open-client',
        label: t('kit.open_client', words),
        keywords: query,
        leftSection: <IconUsers size={20} aria-hidden />,
        onClick: () => void navigate({ to: '/clients/$code', params: { code } }),
      });
    if (may('handoff.emergency'))
      actions.push({
        id: 'emergency',
        label: t('emergency.for', words),
        keywords: query,
        leftSection: <IconUrgent size={20} aria-hidden />,
        onClick: () =>
          void navigate({ to: '/clients/$code', params: { code }, search: { now: 'emergency' } }),
      });
    if (may('handoff.view'))
      actions.push({
        id: 'open-handoff',
        label: t('kit.open_handoff', words),
        keywords: query,
        leftSection: <IconArrowsExchange size={20} aria-hidden />,
        onClick: () => void navigate({ to: '/handoffs/$reference', params: { reference: code } }),
      });
  }
  return { group: t('kit.palette_open'), actions };
}

function useScreens(): SpotlightActionGroupData {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const actions = SCREENS.filter(({ action }) => may(action)).map(({ to, word, icon: Icon }) => ({
    id: `go ${to}`,
    label: t(word),
    leftSection: <Icon size={20} />,
    onClick: () => void navigate({ to }),
  }));
  return { group: t('kit.palette_screens'), actions };
}

function useDoings(): SpotlightActionGroupData {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const end = useEndSession();
  const prefer = usePrefer();
  const choose = useChooseLanguage();
  const actions: SpotlightActionData[] = [
    ...(may('client.admit')
      ? [
          {
            id: 'new-client',
            label: t('app.new_client'),
            leftSection: <IconUserPlus size={20} aria-hidden />,
            onClick: () => void navigate({ to: '/clients/new' }),
          },
        ]
      : []),
    {
      id: 'lock',
      label: t('app.lock'),
      leftSection: <IconLock size={20} aria-hidden />,
      onClick: () => end({ forget: false }),
    },
    ...LANGUAGES.filter((language) => language !== currentLanguage()).map((language) => ({
      id: `language ${language}`,
      label: LANGUAGE_NAMES[language],
      keywords: t('app.language'),
      leftSection: <IconLanguage size={20} aria-hidden />,
      onClick: () => void choose(language),
    })),
    ...THEMES.map((theme) => ({
      id: `theme ${theme}`,
      label: `${t('kit.theme')}: ${t(`kit.theme_${theme}`)}`,
      leftSection: <IconPalette size={20} aria-hidden />,
      onClick: () => prefer({ theme }),
    })),
    {
      id: 'keys',
      label: t('kit.keys'),
      leftSection: <IconKeyboard size={20} aria-hidden />,
      onClick: () => window.dispatchEvent(new Event('handrail.help')),
    },
  ];
  return { group: t('kit.palette_do'), actions };
}
