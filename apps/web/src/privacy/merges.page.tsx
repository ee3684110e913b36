import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowsJoin2 } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MERGE_GROUNDS, type MergeGround } from '#domain/charter/identity.js';
import type { MergeRequest, MergeView } from '#domain/wire/identity.js';
import { decideMerge, listMerges, proposeMerge, undoMerge } from '../api.identity.js';
import { useChange } from '../kit/change.hook.js';
import { ConfirmDialog } from '../kit/confirm.dialog.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { LEFT_TO_RIGHT, fieldId } from '../kit/field.id.js';
import { Choice } from '../kit/fields.js';
import { Page } from '../kit/page.js';
import { usePaged } from '../kit/paged.hook.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode, Instant, tidyCode } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { PagedPart } from './paged.part.js';

/** Records that were joined, and those that wait for a second person. */
export function MergesPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [proposing, setProposing] = useState(false);
  const { query, items } = usePaged(['merges'], listMerges, true);
  return (
    <Page
      title={t('app.merges')}
      actions={
        may('merge.propose') ? (
          <Button leftSection={<IconArrowsJoin2 size={18} aria-hidden />} onClick={() => setProposing(true)}>
            {t('merges.propose')}
          </Button>
        ) : null
      }
    >
      <Text>{t('merges.intro')}</Text>
      <PagedPart
        query={query}
        items={items}
        label={t('app.merges')}
        keyOf={({ merge }) => merge}
        empty={{ title: t('merges.empty_title'), words: t('merges.empty') }}
        columns={[
          {
            id: 'pair',
            head: t('merges.pair'),
            width: 'minmax(0, 2fr)',
            cell: ({ keep, join, ground }) => (
              <>
                <Pair keep={keep} join={join} />
                <Text size="sm" c="dimmed">
                  {t(`codes.merge_ground.${ground}`)}
                </Text>
              </>
            ),
          },
          {
            id: 'by',
            head: t('merges.by'),
            cell: ({ proposed_by: by, proposed_at: at }) => (
              <>
                {by ? <Bdi>{by}</Bdi> : null}
                <Text size="sm">
                  <Instant at={at} />
                </Text>
              </>
            ),
          },
          {
            id: 'state',
            head: t('merges.state'),
            width: 'minmax(12rem, 1fr)',
            cell: (row) => <Where pair={row} />,
          },
        ]}
      />
      {proposing ? <ProposeDialog onClose={() => setProposing(false)} /> : null}
    </Page>
  );
}

function Pair({ keep, join }: { keep: string; join: string }) {
  return (
    <Group gap="xs">
      {[keep, join].map((code) => (
        <Link key={code} to="/clients/$code" params={{ code }} className="row-link">
          <ClientCode of={code} />
        </Link>
      ))}
    </Group>
  );
}

type Deed = 'confirm' | 'refuse' | 'undo';

function Where({ pair }: { pair: MergeView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [asked, setAsked] = useState<Deed | null>(null);
  const waits = pair.state === 'proposed' && may('merge.decide');
  return (
    <>
      <Badge variant="outline" className="wrapping">
        {t(`codes.merge_state.${pair.state}`)}
      </Badge>
      <Group gap="xs" mt={4}>
        {waits && !pair.mine ? (
          <Button size="compact-md" onClick={() => setAsked('confirm')}>
            {t('merges.confirm')}
          </Button>
        ) : null}
        {waits ? (
          <Button size="compact-md" variant="default" onClick={() => setAsked('refuse')}>
            {t('merges.refuse')}
          </Button>
        ) : null}
        {pair.state === 'merged' && may('merge.undo') ? (
          <Button size="compact-md" variant="default" onClick={() => setAsked('undo')}>
            {t('merges.undo')}
          </Button>
        ) : null}
      </Group>
      {waits && pair.mine ? <Text size="sm">{t('merges.own')}</Text> : null}
      {asked ? <DeedDialog pair={pair} deed={asked} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function DeedDialog({ pair, deed, onClose }: { pair: MergeView; deed: Deed; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const change = useChange(
    (what: Deed, key) =>
      what === 'undo' ? undoMerge(pair, key) : decideMerge(pair, { merge: what === 'confirm' }, key),
    async () => {
      onClose();
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    },
  );
  return (
    <ConfirmDialog
      title={t(`merges.${deed}`)}
      object={<Pair keep={pair.keep} join={pair.join} />}
      effect={t(`merges.${deed}_effect`)}
      problem={change.problem}
      pending={change.pending}
      onSure={() => change.run(deed)}
      onClose={onClose}
    />
  );
}

function ProposeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [keep, setKeep] = useState('');
  const [join, setJoin] = useState('');
  const [ground, setGround] = useState<MergeGround | null>(null);
  const propose = useChange(
    (body: MergeRequest, key) => proposeMerge(body, key),
    async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ['merges'] });
    },
  );
  return (
    <Dialog title={t('merges.propose')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ground) propose.run({ keep: tidyCode(keep), join: tidyCode(join), ground });
        }}
      >
        <Stack>
          <ProblemAlert problem={propose.problem} />
          <Text>{t('merges.effect')}</Text>
          <CodeField field="keep" value={keep} onChange={setKeep} error={propose.errorOf('keep')} />
          <CodeField field="join" value={join} onChange={setJoin} error={propose.errorOf('join')} />
          <Choice
            field="ground"
            label={t('merges.ground')}
            value={ground}
            onChange={setGround}
            options={MERGE_GROUNDS.map((value) => ({ value, label: t(`codes.merge_ground.${value}`) }))}
            error={propose.errorOf('ground')}
          />
          <DialogActions
            submit={t('merges.propose')}
            onClose={onClose}
            pending={propose.pending}
            disabled={ground === null || keep.trim() === '' || join.trim() === ''}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

function CodeField(props: {
  field: 'keep' | 'join';
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <TextInput
      id={fieldId(props.field)}
      label={t(`merges.${props.field}`)}
      placeholder="7K3M-9QXR-T4"
      {...LEFT_TO_RIGHT}
      autoComplete="off"
      spellCheck={false}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      error={props.error}
    />
  );
}
