import { useMantineColorScheme } from '@mantine/core';
import type { MantineColorSchemeManager } from '@mantine/core';
import { useEffect } from 'react';
import { usePreferences } from '../session/preferences.hook.js';

/** The look is kept with the account; nothing of it stays on the computer. */
export const NOTHING_KEPT: MantineColorSchemeManager = {
  get: (usual) => usual,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

const WANTS_MORE = '(prefers-contrast: more)';

/**
 * Light, dark, or high contrast: as the person has chosen, otherwise as the computer says. High contrast is black on white or white
 * on black, whichever of the two the computer prefers; it is also what a computer gets that asks for more contrast.
 */
export function ThemeKeeper() {
  const { theme } = usePreferences();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    setColorScheme(theme === 'light' || theme === 'dark' ? theme : 'auto');
    const more = window.matchMedia(WANTS_MORE);
    const apply = (): void => {
      const isHigh = theme === 'contrast' || (theme === 'system' && more.matches);
      document.documentElement.toggleAttribute('data-contrast', isHigh);
    };
    apply();
    more.addEventListener('change', apply);
    return () => more.removeEventListener('change', apply);
  }, [theme, setColorScheme]);
  return null;
}
