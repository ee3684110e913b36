import {
  IconAddressBook,
  IconAlertTriangle,
  IconArrowsExchange,
  IconArrowsJoin2,
  IconBed,
  IconBell,
  IconBuilding,
  IconCalendarTime,
  IconChartBar,
  IconClipboardCheck,
  IconDoorEnter,
  IconDoorExit,
  IconEraser,
  IconGavel,
  IconHistory,
  IconInbox,
  IconMapPin,
  IconScale,
  IconSend,
  IconShieldBolt,
  IconShieldLock,
  IconTopologyStar3,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { ParseKeys } from 'i18next';
import type { ComponentType } from 'react';
import type { Action } from '#domain/charter/actions.js';

/** The parts of the navigation, in their order. */
export const GROUPS = ['day', 'people', 'network', 'oversight', 'house'] as const;

interface Screen {
  readonly to: string;
  /** The name of the screen: a key of the catalogue. */
  readonly word: ParseKeys;
  /** Whoever may do this sees the screen. */
  readonly action: Action;
  readonly group: (typeof GROUPS)[number];
  readonly icon: ComponentType<{ size?: number }>;
  /** The letter after G, by its place on the keyboard. */
  readonly letter: string;
}

/** All screens of the navigation; the first that a person may open is where they begin. One line for each. */
export const SCREENS = [
  { to: '/', word: 'app.inbox', action: 'work.list', group: 'day', icon: IconInbox, letter: 'KeyW' },
  {
    to: '/notices',
    word: 'app.notices',
    action: 'notice.list',
    group: 'day',
    icon: IconBell,
    letter: 'KeyY',
  },
  {
    to: '/arrivals',
    word: 'day.arrivals.title',
    action: 'handoff.arrivals',
    group: 'day',
    icon: IconDoorEnter,
    letter: 'KeyA',
  },
  {
    to: '/absent',
    word: 'app.absent',
    action: 'handoff.absent',
    group: 'day',
    icon: IconDoorExit,
    letter: 'KeyL',
  },
  {
    to: '/ward',
    word: 'ward.title',
    action: 'ward.list',
    group: 'day',
    icon: IconBed,
    letter: 'KeyB',
  },
  {
    to: '/duty',
    word: 'app.duty',
    action: 'duty.list',
    group: 'day',
    icon: IconCalendarTime,
    letter: 'KeyD',
  },
  {
    to: '/clients',
    word: 'app.clients',
    action: 'client.list',
    group: 'people',
    icon: IconUsers,
    letter: 'KeyC',
  },
  {
    to: '/handoffs',
    word: 'app.handoffs',
    action: 'handoff.list',
    group: 'people',
    icon: IconArrowsExchange,
    letter: 'KeyH',
  },
  {
    to: '/places',
    word: 'app.places',
    action: 'capacity.list',
    group: 'network',
    icon: IconMapPin,
    letter: 'KeyP',
  },
  {
    to: '/directory',
    word: 'app.directory',
    action: 'directory.meetings',
    group: 'network',
    icon: IconAddressBook,
    letter: 'KeyM',
  },
  {
    to: '/coordination',
    word: 'app.coordination',
    action: 'envelope.list',
    group: 'network',
    icon: IconTopologyStar3,
    letter: 'KeyO',
  },
  {
    to: '/loop',
    word: 'app.loop',
    action: 'indicators.loop',
    group: 'oversight',
    icon: IconChartBar,
    letter: 'KeyI',
  },
  {
    to: '/audit',
    word: 'app.audit',
    action: 'audit.events',
    group: 'oversight',
    icon: IconHistory,
    letter: 'KeyU',
  },
  {
    to: '/exceptions',
    word: 'app.exceptions',
    action: 'exception.list',
    group: 'oversight',
    icon: IconAlertTriangle,
    letter: 'KeyE',
  },
  {
    to: '/reviews',
    word: 'app.reviews',
    action: 'review.list',
    group: 'oversight',
    icon: IconClipboardCheck,
    letter: 'KeyS',
  },
  {
    to: '/openings',
    word: 'app.openings',
    action: 'glass.list',
    group: 'oversight',
    icon: IconShieldBolt,
    letter: 'KeyK',
  },
  {
    to: '/protected',
    word: 'app.protected',
    action: 'protection.list',
    group: 'oversight',
    icon: IconShieldLock,
    letter: 'KeyX',
  },
  {
    to: '/official-requests',
    word: 'app.official_requests',
    action: 'inquiry.record',
    group: 'oversight',
    icon: IconGavel,
    letter: 'KeyR',
  },
  {
    to: '/complaints',
    word: 'app.complaints',
    action: 'complaint.list',
    group: 'oversight',
    icon: IconGavel,
    letter: 'KeyG',
  },
  {
    to: '/duties',
    word: 'app.duties',
    action: 'breach.list',
    group: 'oversight',
    icon: IconClipboardCheck,
    letter: 'KeyZ',
  },
  {
    to: '/erasures',
    word: 'app.erasures',
    action: 'erasure.list',
    group: 'oversight',
    icon: IconEraser,
    letter: 'KeyF',
  },
  {
    to: '/merges',
    word: 'app.merges',
    action: 'merge.list',
    group: 'people',
    icon: IconArrowsJoin2,
    letter: 'KeyJ',
  },
  {
    to: '/staff',
    word: 'app.staff',
    action: 'staff.list',
    group: 'house',
    icon: IconUsersGroup,
    letter: 'KeyT',
  },
  {
    to: '/sites',
    word: 'app.sites',
    action: 'site.list',
    group: 'house',
    icon: IconBuilding,
    letter: 'KeyN',
  },
  {
    to: '/pack',
    word: 'app.pack',
    action: 'pack.view',
    group: 'house',
    icon: IconScale,
    letter: 'KeyV',
  },
  {
    to: '/queue',
    word: 'app.queue',
    action: 'queue.view',
    group: 'house',
    icon: IconSend,
    letter: 'KeyQ',
  },
] as const satisfies readonly Screen[];
