import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientErasureView, ErasureView } from '#domain/wire/erasure.js';
import { readErasure } from '../api.erasure.js';
import { later } from '../kit/later.js';
import { useMay } from '../session/session.context.js';

const CarryOutDialog = later(async () => (await import('./erasure.dialogs.js')).CarryOutDialog);
const DecideDialog = later(async () => (await import('./erasure.dialogs.js')).DecideDialog);
const TakeBackDialog = later(async () => (await import('./erasure.dialogs.js')).TakeBackDialog);

type Deed = 'decide' | 'carry_out' | 'take_back';

/** What the reader may do with a request now: one primary button, and the way back for the client. */
export function ErasureDeeds({ erasure, view }: { erasure: ErasureView; view?: ClientErasureView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [deed, setDeed] = useState<Deed | null>(null);
  const close = (): void => setDeed(null);
  if (erasure.certified && may('erasure.certificate'))
    return (
      <Button component={Link} to={`/erasures/${erasure.reference}`} variant="default" size="compact-md">
        {t('erasure.certificate')}
      </Button>
    );
  const isOpen = erasure.state === 'requested' || erasure.state === 'granted';
  const own = erasure.decision?.own ?? false;
  return (
    <>
      {erasure.state === 'requested' && may('erasure.decide') ? (
        <Button onClick={() => setDeed('decide')}>{t('erasure.decide')}</Button>
      ) : null}
      {erasure.state === 'granted' && may('erasure.complete') && !own ? (
        <Button color="red" onClick={() => setDeed('carry_out')}>
          {t('erasure.carry_out')}
        </Button>
      ) : null}
      {erasure.state === 'granted' && own ? <Text>{t('erasure.another')}</Text> : null}
      {isOpen && may('erasure.withdraw') ? (
        <Button variant="default" onClick={() => setDeed('take_back')}>
          {t('erasure.take_back')}
        </Button>
      ) : null}
      {deed === 'decide' ? <Deciding erasure={erasure} {...(view ? { view } : {})} onClose={close} /> : null}
      {deed === 'carry_out' ? <CarryOutDialog erasure={erasure} onClose={close} /> : null}
      {deed === 'take_back' ? <TakeBackDialog erasure={erasure} onClose={close} /> : null}
    </>
  );
}

/** Nobody decides without what the law says of the record: where the list opened the question, it is read first. */
function Deciding({
  erasure,
  view,
  onClose,
}: {
  erasure: ErasureView;
  view?: ClientErasureView;
  onClose: () => void;
}) {
  const query = useQuery({
    queryKey: ['erasure', erasure.client],
    queryFn: () => readErasure(erasure.client),
    enabled: view === undefined,
  });
  const known = view ?? query.data;
  return known ? <DecideDialog erasure={erasure} view={known} onClose={onClose} /> : null;
}
