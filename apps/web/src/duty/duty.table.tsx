import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DUTY_LEVELS } from '#domain/wire/house.js';
import type { DutyLevel, DutyView, SiteView } from '#domain/wire/house.js';
import { useDates } from '../kit/dates.hook.js';
import { Section } from '../kit/section.js';
import { Bdi, inWords } from '../kit/text.js';
import { wallOf } from '../kit/time.js';
import { currentLanguage } from '../i18n.js';
import { useMay, useSession } from '../session/session.context.js';
import type { DutyAsked } from './duty.page.js';
import { WEEK_DAYS, daysAfter, partsOfDay } from './week.js';
import type { Part } from './week.js';

interface TableProps {
  readonly site: SiteView;
  readonly view: DutyView;
  readonly first: string;
  readonly today: string;
  readonly onAsk: (asked: DutyAsked) => void;
}

/** A week at one site: a row for each day, a column for each level. Every hour is somebody's or says that it is nobody's. */
export function DutyTable({ site, view, first, today, onAsk }: TableProps) {
  const { t } = useTranslation();
  const dates = useDates();
  const levels = DUTY_LEVELS.filter((level) =>
    view.now.some((each) => each.site === site.code && each.level === level),
  );
  const title = t('duty.of_site', { site: inWords(site.names, currentLanguage()) });
  const days = Array.from({ length: WEEK_DAYS }, (_, place) => daysAfter(first, place));
  return (
    <Section title={title}>
      <Table.ScrollContainer minWidth={320} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table aria-label={title} verticalSpacing="sm" withColumnBorders horizontalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('duty.day')}</Table.Th>
              {levels.map((level) => (
                <Table.Th key={level} scope="col">
                  {t(`duty.level.${level}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {days.map((day) => (
              <Table.Tr key={day} data-today={day === today || undefined}>
                <Table.Th scope="row" style={{ verticalAlign: 'top' }}>
                  {dates.weekday(day)}
                  <Text size="sm" c="dimmed">
                    {dates.day(day)}
                  </Text>
                  {day === today ? <Badge variant="outline">{t('duty.today')}</Badge> : null}
                </Table.Th>
                {levels.map((level) => (
                  <Table.Td key={level} style={{ verticalAlign: 'top' }}>
                    <DayOfLevel {...{ site, view, first, day, level, onAsk }} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}

type DayProps = Omit<TableProps, 'today'> & { day: string; level: DutyLevel };

function DayOfLevel({ site, view, first, day, level, onAsk }: DayProps) {
  const turns = view.turns.filter((turn) => turn.site === site.code && turn.level === level);
  const parts = partsOfDay(day, site.time_zone, turns);
  return (
    <ul className="lines">
      {parts.map((part) => (
        <li key={part.from}>
          {part.turn ? (
            <TurnLine
              part={part}
              turn={part.turn}
              isFirst={isFirstShown(part, day, first, site)}
              onAsk={onAsk}
            />
          ) : (
            <FreeLine part={part} site={site} level={level} onAsk={onAsk} />
          )}
        </li>
      ))}
    </ul>
  );
}

/** A turn that lasts over midnight is drawn on each of its days; what can be done with it stands on the first. */
function isFirstShown({ turn }: Part, day: string, first: string, site: SiteView): boolean {
  if (!turn) return false;
  const begins = wallOf(new Date(turn.from_at), site.time_zone).date;
  return day === (begins < first ? first : begins);
}

function TurnLine({
  part,
  turn,
  isFirst,
  onAsk,
}: {
  part: Part;
  turn: NonNullable<Part['turn']>;
  isFirst: boolean;
  onAsk: TableProps['onAsk'];
}) {
  const { t } = useTranslation();
  const may = useMay();
  const dates = useDates();
  const { colleague: me } = useSession();
  const isMine = turn.colleague.colleague === me;
  const isOpen = isFirst && !dates.past(turn.until_at);
  return (
    <>
      <Text>
        <bdi dir="ltr">
          {part.from}–{part.until}
        </bdi>{' '}
        <Text span fw={600}>
          <Bdi>{turn.colleague.display_name}</Bdi>
        </Text>
      </Text>
      {turn.instead_of === null ? null : (
        <Text size="sm" c="dimmed">
          {t('duty.instead_of')} <Bdi>{turn.instead_of}</Bdi>
        </Text>
      )}
      {isOpen ? (
        <Group gap={4}>
          {may('duty.substitute') && !isMine ? (
            <Button size="compact-md" variant="default" onClick={() => onAsk({ ask: 'take', turn })}>
              {t('duty.take_over')}
            </Button>
          ) : null}
          {may('duty.substitute') && (isMine || may('duty.plan')) ? (
            <Button size="compact-md" variant="default" onClick={() => onAsk({ ask: 'pass', turn })}>
              {t('duty.pass_on')}
            </Button>
          ) : null}
          {may('duty.plan') ? (
            <Button size="compact-md" variant="default" onClick={() => onAsk({ ask: 'cancel', turn })}>
              {t('duty.cancel')}
            </Button>
          ) : null}
        </Group>
      ) : null}
    </>
  );
}

/** Hours that are nobody's, whoever had them and left among them: the role answers until somebody is planned. */
function FreeLine({
  part,
  site,
  level,
  onAsk,
}: {
  part: Part;
  site: SiteView;
  level: DutyLevel;
  onAsk: TableProps['onAsk'];
}) {
  const { t } = useTranslation();
  const may = useMay();
  const dates = useDates();
  const isPast = dates.past(part.until_at);
  const plan = (): void =>
    onAsk({
      ask: 'plan',
      planned: {
        site: site.code,
        level,
        from: wallOf(new Date(part.from_at), site.time_zone),
        until: wallOf(new Date(part.until_at), site.time_zone),
      },
    });
  return (
    <Group gap="xs">
      <Text c="dimmed">
        <bdi dir="ltr">
          {part.from}–{part.until}
        </bdi>{' '}
        {t('duty.free')}
      </Text>
      {may('duty.plan') && !isPast ? (
        <Button
          size="compact-md"
          variant="default"
          aria-label={`${t('duty.plan')}: ${part.from}–${part.until}`}
          onClick={plan}
        >
          {t('duty.plan_short')}
        </Button>
      ) : null}
    </Group>
  );
}
