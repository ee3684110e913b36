import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardRow } from '#domain/wire/ward.js';
import { listBeds, placeInBed } from '../api.board.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Choice } from '../kit/fields.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { ClientCode, isolated } from '../kit/text.js';
import { BEDS_KEY, useSaved } from './board.hook.js';

/** Gives somebody one of the beds that are empty and in service. */
export function BedDialog({ of, onClose }: { of: BoardRow; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: BEDS_KEY, queryFn: listBeds });
  const [bed, setBed] = useState<string | null>(null);
  const saved = useSaved(onClose);
  const place = useChange((wanted: string, key) => placeInBed(of.client, wanted, key), saved);
  return (
    <Dialog title={t('board.give_bed')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (bed) place.run(bed);
        }}
      >
        <Stack>
          <ProblemAlert problem={place.problem} />
          <Text>
            {t('board.client')} <ClientCode of={of.client} />
          </Text>
          <Loaded query={query}>
            {({ beds }) => {
              const empty = beds.filter(({ holder, closed_at }) => !holder && !closed_at);
              if (empty.length === 0) return <Text>{t('board.no_empty')}</Text>;
              return (
                <Choice
                  field="bed"
                  label={t('board.bed')}
                  value={bed}
                  onChange={setBed}
                  options={empty.map(({ id, room, label, designation }) => ({
                    value: id,
                    label: `${isolated(`${room} · ${label}`)} · ${t(`codes.bed_designation.${designation}`)}`,
                  }))}
                  error={place.errorOf('bed')}
                />
              );
            }}
          </Loaded>
          <DialogActions
            submit={t('board.give_bed')}
            onClose={onClose}
            pending={place.pending}
            disabled={bed === null}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
