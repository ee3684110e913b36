import { NativeSelect, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DUTY_LEVELS } from '#domain/wire/house.js';
import type { DutyLevel, DutyTurn, DutyTurnRequest, DutyView, SiteView } from '#domain/wire/house.js';
import { cancelTurn, planTurn, substituteTurn } from '../api.day.js';
import { currentLanguage } from '../i18n.js';
import { ColleagueSelect } from '../kit/colleague.select.js';
import { useChange } from '../kit/change.hook.js';
import { ConfirmDialog } from '../kit/confirm.dialog.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { fieldId } from '../kit/field.id.js';
import { Choice, MomentField } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi, inWords } from '../kit/text.js';
import { instantOf } from '../kit/time.js';
import type { WallTime } from '../kit/time.js';
import { useSession } from '../session/session.context.js';
import { say } from '../kit/notice.js';

/** What a plan begins with. */
export interface Planned {
  readonly site: string;
  readonly level: DutyLevel;
  readonly from: WallTime;
  readonly until: WallTime;
}

function useDone(onClose: () => void): () => Promise<void> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return async () => {
    onClose();
    await queries.invalidateQueries({ queryKey: ['duty'] });
    say(t('app.saved'));
  };
}

const sent = (wall: WallTime, zone: string): string =>
  instantOf(wall, zone) ?? `${wall.date} ${wall.time}`.trim();

export function PlanDialog(props: {
  planned: Planned;
  view: DutyView;
  sites: readonly SiteView[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { view, sites, onClose } = props;
  const [planned, setPlanned] = useState(props.planned);
  const [colleague, setColleague] = useState('');
  const done = useDone(onClose);
  const change = useChange((body: DutyTurnRequest, key) => planTurn(body, key), done);
  const zone = sites.find(({ code }) => code === planned.site)?.time_zone ?? 'UTC';
  const levels = DUTY_LEVELS.filter((level) =>
    view.now.some((each) => each.site === planned.site && each.level === level),
  );
  const role = view.now.find(({ site, level }) => site === planned.site && level === planned.level)?.role;
  const manned = sites.filter(({ code }) => view.now.some(({ site }) => site === code));
  return (
    <Dialog title={t('duty.plan')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const { site, level, from, until } = planned;
          change.run({ site, level, colleague, from_at: sent(from, zone), until_at: sent(until, zone) });
        }}
      >
        <Stack>
          <ProblemAlert problem={change.problem} />
          {manned.length > 1 ? (
            <SiteField
              sites={manned}
              value={planned.site}
              onChange={(site) => setPlanned({ ...planned, site })}
              error={change.errorOf('site')}
            />
          ) : null}
          <Choice
            field="level"
            label={t('duty.which_level')}
            value={planned.level}
            onChange={(level) => setPlanned({ ...planned, level })}
            options={levels.map((level) => ({ value: level, label: t(`duty.level.${level}`) }))}
            error={change.errorOf('level')}
          />
          <ColleagueSelect
            label={t('duty.who')}
            value={colleague}
            onChange={setColleague}
            error={change.errorOf('colleague')}
            role={role ?? null}
            withMe
          />
          <HoursFields planned={planned} onChange={setPlanned} errorOf={change.errorOf} />
          <DialogActions
            submit={t('duty.plan')}
            onClose={onClose}
            pending={change.pending}
            disabled={colleague === ''}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

function SiteField(props: {
  sites: readonly SiteView[];
  value: string;
  onChange: (site: string) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      id={fieldId('site')}
      label={t('duty.site')}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      data={props.sites.map(({ code, names }) => ({ value: code, label: inWords(names, currentLanguage()) }))}
      error={props.error}
    />
  );
}

/** From when until when, on the clock of the site. */
function HoursFields(props: {
  planned: Planned;
  onChange: (planned: Planned) => void;
  errorOf: (field: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const { planned, onChange, errorOf } = props;
  return (
    <>
      <MomentField
        field="from_at"
        dateLabel={t('duty.from_date')}
        timeLabel={t('duty.from_time')}
        value={planned.from}
        onChange={(from) => onChange({ ...planned, from })}
        error={errorOf('from_at')}
      />
      <MomentField
        field="until_at"
        dateLabel={t('duty.until_date')}
        timeLabel={t('duty.until_time')}
        value={planned.until}
        onChange={(until) => onChange({ ...planned, until })}
        error={errorOf('until_at')}
      />
    </>
  );
}

interface TurnDialogProps {
  readonly turn: DutyTurn;
  readonly onClose: () => void;
}

/** The turn as people speak of it: whose, and from when until when. */
function TurnWords({ turn }: { turn: DutyTurn }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <>
      {t(`duty.level.${turn.level}`)} · <Bdi>{turn.colleague.display_name}</Bdi>
      <Text fw={400}>
        {dates.instant(turn.from_at)} – {dates.instant(turn.until_at)}
      </Text>
    </>
  );
}

export function TakeOverDialog({ turn, onClose }: TurnDialogProps) {
  const { t } = useTranslation();
  const { colleague: me } = useSession();
  const done = useDone(onClose);
  const change = useChange((who: string, key) => substituteTurn(turn.id, who, turn.version, key), done);
  return (
    <ConfirmDialog
      title={t('duty.take_over')}
      object={<TurnWords turn={turn} />}
      effect={t('duty.pass_effect')}
      problem={change.problem}
      pending={change.pending}
      disabled={me === null}
      onSure={() => (me === null ? undefined : change.run(me))}
      onClose={onClose}
    />
  );
}

export function PassDialog({ turn, onClose }: TurnDialogProps) {
  const { t } = useTranslation();
  const [colleague, setColleague] = useState('');
  const done = useDone(onClose);
  const change = useChange((who: string, key) => substituteTurn(turn.id, who, turn.version, key), done);
  return (
    <ConfirmDialog
      title={t('duty.pass_on')}
      object={<TurnWords turn={turn} />}
      effect={t('duty.pass_effect')}
      problem={change.problem}
      pending={change.pending}
      disabled={colleague === ''}
      onSure={() => change.run(colleague)}
      onClose={onClose}
    >
      <ColleagueSelect
        label={t('duty.who')}
        value={colleague}
        onChange={setColleague}
        error={change.errorOf('colleague')}
        withMe
      />
    </ConfirmDialog>
  );
}

export function CancelDialog({ turn, onClose }: TurnDialogProps) {
  const { t } = useTranslation();
  const done = useDone(onClose);
  const change = useChange((version: number, key) => cancelTurn(turn.id, version, key), done);
  return (
    <ConfirmDialog
      title={t('duty.cancel')}
      object={<TurnWords turn={turn} />}
      effect={t('duty.cancel_effect')}
      problem={change.problem}
      pending={change.pending}
      ending
      onSure={() => change.run(turn.version)}
      onClose={onClose}
    />
  );
}
