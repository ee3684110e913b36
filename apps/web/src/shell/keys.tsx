import { useNavigate } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isCovered, isTyping, useShortcut, useShortcutKeys } from '../kit/shortcuts.js';
import { usePreferences } from '../session/preferences.hook.js';
import { useMay } from '../session/session.context.js';
import { useEndSession } from '../session/session.gate.js';
import { openPalette, usePaletteOpened } from './palette.store.js';
import { SCREENS } from './screens.js';

const HelpDialog = lazy(async () => ({ default: (await import('./help.dialog.js')).HelpDialog }));
const Palette = lazy(async () => ({ default: (await import('./palette.js')).Palette }));

/** The keys that work everywhere, the palette and the help. */
export function Keys() {
  const { shortcuts } = usePreferences();
  const [helping, setHelping] = useState(false);
  useShortcutKeys(shortcuts);
  useSigns(shortcuts, () => setHelping(true));
  return (
    <>
      <EverywhereKeys onHelp={() => setHelping(true)} />
      <PaletteWhenAsked />
      {helping ? (
        <Suspense fallback={null}>
          <HelpDialog onClose={() => setHelping(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

/**
 * Ctrl+K on every keyboard; and the signs `?` and `/` as they are written, since layouts hold them in different places: a key that
 * writes one of them means it.
 */
function useSigns(letters: boolean, onHelp: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === 'KeyK') {
        event.preventDefault();
        if (!isCovered()) openPalette();
        return;
      }
      if (!letters || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || isCovered()) return;
      if (event.key === '?' || event.key === '؟' || (event.shiftKey && event.code === 'Slash')) onHelp();
      else if (event.key === '/' || (!event.shiftKey && event.code === 'Slash')) openPalette();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    window.addEventListener('handrail.help', onHelp);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('handrail.help', onHelp);
    };
  });
}

function EverywhereKeys({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const end = useEndSession();
  const scope = 'everywhere';
  useShortcut({ code: '?', label: t('kit.key_help'), scope, run: onHelp });
  useShortcut({ code: 'Slash', label: t('kit.find'), scope, run: openPalette });
  useShortcut({ code: 'KeyL', label: t('app.lock'), scope, run: () => end({ forget: false }) });
  useShortcut(
    may('client.admit')
      ? {
          code: 'KeyC',
          label: t('app.new_client'),
          scope,
          run: () => void navigate({ to: '/clients/new' }),
        }
      : null,
  );
  return SCREENS.filter(({ action }) => may(action)).map(({ to, word, letter }) =>
    letter === null ? null : (
      <GoKey
        key={to}
        letter={letter}
        label={t('kit.key_go', { screen: t(word) })}
        run={() => void navigate({ to })}
      />
    ),
  );
}

function GoKey({ letter, label, run }: { letter: string; label: string; run: () => void }) {
  useShortcut({ code: 'KeyG', then: letter, label, scope: 'everywhere', run });
  return null;
}

function PaletteWhenAsked() {
  const opened = usePaletteOpened();
  const [asked, setAsked] = useState(false);
  if (opened && !asked) setAsked(true);
  return asked ? (
    <Suspense fallback={null}>
      <Palette />
    </Suspense>
  ) : null;
}
