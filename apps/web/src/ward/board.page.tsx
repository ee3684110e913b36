import '../clinic.css';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardRow, BoardView, RoundNoteWriting } from '#domain/wire/ward.js';
import { noteRound, readBoard } from '../api.board.js';
import { useChange } from '../kit/change.hook.js';
import { DataList } from '../kit/data.list.js';
import { Page } from '../kit/page.js';
import { EmptyState, Loaded, ProblemAlert } from '../kit/states.js';
import { useMay } from '../session/session.context.js';
import { AttentionDialog } from './attention.dialog.js';
import { BedDialog } from './bed.dialog.js';
import { useBoardColumns } from './board.columns.js';
import { BOARD_KEY, useSaved } from './board.hook.js';

/** Everybody on the ward, one line each; the round is written here with one tap or one letter. */
export function BoardPage() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: BOARD_KEY, queryFn: readBoard });
  return (
    <Page title={t('board.title')} actions={<Ways />}>
      <Loaded query={query}>
        {(board) =>
          board.rows.length === 0 ? (
            <EmptyState title={t('board.nobody')}>{t('board.nobody_words')}</EmptyState>
          ) : (
            <Board of={board} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Ways() {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Group gap="xs">
      <Button component={Link} to="/ward" variant="default">
        {t('board.ward_list')}
      </Button>
      {may('bed.list') ? (
        <Button component={Link} to="/ward/beds" variant="default">
          {t('board.beds')}
        </Button>
      ) : null}
      {may('handover.read') ? (
        <Button component={Link} to="/ward/handover" variant="default">
          {t('board.handover')}
        </Button>
      ) : null}
      <Button component={Link} to="/ward/downtime" variant="default">
        {t('board.downtime')}
      </Button>
    </Group>
  );
}

interface Noted {
  readonly client: string;
  readonly body: RoundNoteWriting;
}

function Board({ of }: { of: BoardView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const [attention, setAttention] = useState<BoardRow | null>(null);
  const [placing, setPlacing] = useState<BoardRow | null>(null);
  const saved = useSaved(() => setAttention(null));
  const note = useChange(({ client, body }: Noted, key) => noteRound(client, body, key), saved);
  const walks = may('round.note');
  const seen = (row: BoardRow): void =>
    note.run({ client: row.client, body: { finding: 'no_change', concerns: [] } });
  const missing = (row: BoardRow): void =>
    note.run({ client: row.client, body: { finding: 'not_there', concerns: [] } });
  const columns = useBoardColumns({
    onSeen: walks ? seen : null,
    onAttention: walks ? setAttention : null,
    onBed: may('bed.place') ? setPlacing : null,
  });
  return (
    <>
      <ProblemAlert problem={attention ? null : note.problem} />
      <DataList
        label={t('board.title')}
        rows={of.rows}
        keyOf={({ client }) => client}
        columns={columns}
        rowHeight={132}
        markOf={(row) => (needsLook(row) ? 'late' : undefined)}
        onOpen={({ client }) => void navigate({ to: '/clients/$code/chart', params: { code: client } })}
        actions={
          walks
            ? [
                { code: 'KeyS', label: t('codes.round_finding.no_change'), run: seen },
                { code: 'KeyA', label: t('codes.round_finding.attention'), run: setAttention },
                { code: 'KeyN', label: t('codes.round_finding.not_there'), run: missing },
              ]
            : []
        }
      />
      {attention ? (
        <AttentionDialog
          client={attention.client}
          problem={note.problem}
          pending={note.pending}
          onWrite={(concerns) =>
            note.run({ client: attention.client, body: { finding: 'attention', concerns } })
          }
          onClose={() => {
            note.reset();
            setAttention(null);
          }}
        />
      ) : null}
      {placing ? <BedDialog of={placing} onClose={() => setPlacing(null)} /> : null}
    </>
  );
}

/** Something about this line is late or outside the limits. */
const needsLook = ({ chart, doses }: BoardRow): boolean =>
  chart.alerts.length > 0 || chart.withdrawal?.state === 'overdue' || doses.late + doses.missed > 0;
