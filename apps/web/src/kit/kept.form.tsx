import { Alert, Button, Group, Text } from '@mantine/core';
import { IconCloudCheck, IconCloudOff, IconPencil } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptForm } from '#domain/wire/desk.js';
import { dropForm, readKeptForm } from '../api.desk.js';
import { useMay } from '../session/session.context.js';
import { useDates } from './dates.hook.js';
import { FormKeeper } from './kept.keeper.js';
import type { KeepingState } from './kept.keeper.js';

export interface Kept {
  readonly state: KeepingState;
  /** What was written before, while its owner has not said yet what shall become of it. */
  readonly offer: { readonly at: string; readonly stale: boolean } | null;
  readonly accept: () => void;
  readonly discard: () => void;
  /** To be called once the form was sent for good. */
  readonly done: () => void;
}

interface KeptOptions<T> {
  /** The version of the record the form was opened on. */
  readonly version?: number;
  /** Takes over what was written before, and on which version. */
  readonly onContinue: (values: T, version: number | null) => void;
  /** False: this form is kept in another way, or not open to the reader. */
  readonly enabled?: boolean;
}

/**
 * Keeps what is typed into a form on the server, two seconds behind at most, and when the page loses the focus or goes away. It
 * survives the lock, a crash and another computer, and is offered when the form is opened again. Nothing stays in the browser.
 * `form` names the form and what it is about: `walk-in`, `client/7K3M9QXRT4/safety`, `handoff/<reference>/accept`.
 */
export function useKeptForm<T extends object>(form: string, values: T, options: KeptOptions<T>): Kept {
  const may = useMay();
  const enabled = (options.enabled ?? true) && may('form.keep');
  const [state, setState] = useState<KeepingState>({ keptAt: null, failing: false });
  const [offered, setOffered] = useState<KeptForm | null>(null);
  const keeper = useRef<FormKeeper | null>(null);
  const latest = useRef({ values, options });
  useEffect(() => {
    latest.current = { values, options };
    keeper.current?.change(values, options.version);
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const own = new FormKeeper(form, latest.current.values, latest.current.options.version, setState);
    keeper.current = own;
    let here = true;
    readKeptForm(form)
      .then(({ kept }) => {
        if (!here) return;
        if (kept && JSON.stringify(kept.values) !== JSON.stringify(latest.current.values)) setOffered(kept);
        else own.go();
      })
      // Where it cannot be asked what was kept, what is typed now is worth more.
      .catch(() => own.go());
    const away = (): void => void own.flush(document.visibilityState === 'hidden');
    const leaving = (): void => void own.flush(true);
    document.addEventListener('visibilitychange', away);
    document.addEventListener('focusout', away);
    window.addEventListener('pagehide', leaving);
    return () => {
      here = false;
      document.removeEventListener('visibilitychange', away);
      document.removeEventListener('focusout', away);
      window.removeEventListener('pagehide', leaving);
      void own.flush().finally(() => own.leave());
      keeper.current = null;
    };
  }, [enabled, form]);
  const answered = (): void => {
    setOffered(null);
    keeper.current?.go();
  };
  return {
    state,
    offer: offered
      ? {
          at: offered.kept_at,
          stale:
            offered.version !== null && options.version !== undefined && offered.version !== options.version,
        }
      : null,
    accept: () => {
      if (offered) options.onContinue(offered.values as T, offered.version);
      answered();
    },
    discard: () => {
      void dropForm(form).catch(() => undefined);
      answered();
    },
    done: () => void keeper.current?.settle(),
  };
}

/** Around the fields of a kept form: first the question what shall become of what was written before, then the form. */
export function KeptFrame({ kept, children }: { kept: Kept; children: ReactNode }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <>
      {kept.offer ? (
        <Alert
          role="group"
          aria-label={t('kit.offer_title')}
          color="calm"
          variant="outline"
          icon={<IconPencil aria-hidden />}
          title={t('kit.offer_title')}
          mb="md"
        >
          <Text>
            {t('kit.offer', { when: dates.instant(kept.offer.at) })}{' '}
            {kept.offer.stale ? t('kit.offer_stale') : null}
          </Text>
          <Group mt="sm">
            <Button onClick={kept.accept}>{t('kit.offer_continue')}</Button>
            <Button variant="default" onClick={kept.discard}>
              {t('kit.offer_anew')}
            </Button>
          </Group>
        </Alert>
      ) : null}
      <div inert={kept.offer !== null} data-inert={kept.offer !== null || undefined}>
        {children}
      </div>
    </>
  );
}

/** Beside the button of a kept form: when it was last kept. */
export function KeptLine({ kept }: { kept: Kept }) {
  const { t } = useTranslation();
  const dates = useDates();
  const { keptAt, failing } = kept.state;
  if (failing) {
    return (
      <Text size="sm" role="status">
        <IconCloudOff size={18} aria-hidden className="arrow" /> {t('kit.not_kept')}
      </Text>
    );
  }
  if (keptAt === null) return null;
  return (
    <Text size="sm" c="dimmed">
      <IconCloudCheck size={18} aria-hidden className="arrow" />{' '}
      {t('kit.kept_at', { time: dates.time(keptAt) })}
    </Text>
  );
}
