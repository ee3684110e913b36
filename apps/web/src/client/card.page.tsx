import '../clinic.css';
import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { squareCode } from '#domain/rules/square-code.js';
import { Page } from '../kit/page.js';
import { Loaded } from '../kit/states.js';
import { ClientCode } from '../kit/text.js';
import { useClient } from './client.parts.js';

/** A card for the pocket: the code of the client to be read and to be scanned, and nothing that says who it is. */
export function CardPage() {
  const { t } = useTranslation();
  const { code, query } = useClient();
  return (
    <Page
      title={t('card.title')}
      actions={
        <Button component={Link} to={`/clients/${code}`} variant="default">
          {t('passage.back')}
        </Button>
      }
    >
      <Loaded query={query}>
        {(client) => (
          <Stack gap="lg" align="flex-start">
            <Text className="no-print">{t('card.hint')}</Text>
            <Paper withBorder className="pocket-card">
              <Group wrap="nowrap" align="center" gap="lg">
                <SquareCode text={client.client} label={t('card.code')} />
                <div>
                  <Text size="sm">{t('card.code')}</Text>
                  <Text fw={700} fz="1.5rem">
                    <ClientCode of={client.client} />
                  </Text>
                  <Text size="sm">Handrail</Text>
                </div>
              </Group>
            </Paper>
            <Text className="no-print">{t('card.scan')}</Text>
            <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
              {t('card.print')}
            </Button>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

/** Modules of white around the code, without which scanners do not find it. */
const QUIET = 4;

/** Black on white in every theme: that is what scanners look for. */
function SquareCode({ text, label }: { text: string; label: string }) {
  const rows = squareCode(text);
  const side = rows.length + 2 * QUIET;
  const path = rows
    .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : [])))
    .join('');
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      width="176"
      height="176"
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
