import { Badge, Button, Portal, createTheme } from '@mantine/core';
import type { MantineColorsTuple } from '@mantine/core';

/** A quiet teal; shade 8 on white and shade 3 on the dark ground both pass 4.5 to 1. */
const calm: MantineColorsTuple = [
  '#eef8f8',
  '#dceeee',
  '#b5dcdc',
  '#8ac9ca',
  '#66b9bb',
  '#4eafb1',
  '#3ea9ac',
  '#2b8386',
  '#0b6266',
  '#064c50',
];

/** Warnings: amber dark enough to read on white. */
const orange: MantineColorsTuple = [
  '#fdf3e7',
  '#fbe6cd',
  '#f6cb9b',
  '#f2b271',
  '#e39a4e',
  '#cc7f2b',
  '#b3681a',
  '#a35a10',
  '#8f4c08',
  '#743c04',
];

const red: MantineColorsTuple = [
  '#fdeeed',
  '#fad9d7',
  '#f4b0ac',
  '#f0908a',
  '#e5685f',
  '#d6483e',
  '#c6362c',
  '#bb2a21',
  '#b3261e',
  '#8f1b15',
];

export const theme = createTheme({
  primaryColor: 'calm',
  colors: { calm, orange, red },
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "Noto Naskh Arabic", Arial, sans-serif',
  defaultRadius: 'md',
  cursorType: 'pointer',
  components: {
    Button: Button.extend({
      defaultProps: { size: 'md' },
      // A long word for a short act takes a second line, and the button grows with it.
      styles: {
        root: { height: 'auto', lineHeight: 1.25 },
        inner: { height: 'auto', minHeight: 'calc(var(--button-height) - 2px)' },
        label: { whiteSpace: 'normal', height: 'auto' },
      },
    }),
    Badge: Badge.extend({ defaultProps: { tt: 'none', size: 'lg', radius: 'sm' } }),
    Portal: Portal.extend({ defaultProps: { target: '#overlays' } }),
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md', autosize: true, minRows: 2 } },
    NativeSelect: { defaultProps: { size: 'md' } },
    RadioGroup: { defaultProps: { size: 'md' } },
    Radio: { defaultProps: { size: 'md' } },
    CheckboxGroup: { defaultProps: { size: 'md' } },
    Checkbox: { defaultProps: { size: 'md' } },
  },
});
