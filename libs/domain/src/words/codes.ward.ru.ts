import type {
  BedClosing,
  BedDesignation,
  BedFeature,
  BedStay,
  HandoverLineKind,
  RoundConcern,
  RoundFinding,
} from '../charter/ward.js';
import type { WARD_ACTIONS } from '../charter/ward-actions.js';

/** Values of the ward in Russian words. */
export const wardCodes = {
  bed_designation: {
    any: 'Для любого человека',
    women: 'Для женщин',
    men: 'Для мужчин',
    family: 'С ребёнком',
  } satisfies Record<BedDesignation, string>,
  bed_feature: {
    near_staff: 'Рядом с постом',
    step_free: 'Без ступеней',
    single_room: 'Отдельная палата',
    low_bed: 'Низкая кровать',
    oxygen: 'Кислород',
    cot: 'Детская кроватка',
  } satisfies Record<BedFeature, string>,
  bed_closing: {
    cleaning: 'Уборка',
    repair: 'Ремонт',
    infection: 'Инфекция',
    staffing: 'Не хватает сотрудников',
    given_up: 'Убрана насовсем',
  } satisfies Record<BedClosing, string>,
  bed_stay: {
    reserved: 'Оставлена для того, кто приедет',
    occupied: 'Занята',
  } satisfies Record<BedStay, string>,
  round_finding: {
    no_change: 'Осмотрен, без изменений',
    attention: 'Осмотрен, нужно внимание',
    not_there: 'Нет на месте',
  } satisfies Record<RoundFinding, string>,
  round_concern: {
    withdrawal: 'Отмена',
    breathing: 'Дыхание',
    drowsy: 'Сонливость',
    confused: 'Спутанность',
    pain: 'Боль',
    fluids: 'Еда и питьё',
    sleep: 'Сон',
    mood: 'Настроение',
    agitated: 'Возбуждение',
    asks_for_doctor: 'Просит врача',
    wants_to_leave: 'Хочет уйти',
    other: 'Другое',
  } satisfies Record<RoundConcern, string>,
  handover_line: {
    came: 'Поступил',
    left: 'Выбыл',
    away: 'Отсутствует',
    attention: 'Нужно внимание',
    risk: 'Риск суицида',
    not_seen: 'Не осмотрен за смену',
    dose: 'Лекарство с опозданием или пропущено',
    due: 'Просрочено',
  } satisfies Record<HandoverLineKind, string>,
};

/** What the audit says of these actions. */
export const wardActionWords = {
  'ward.board': 'Открыта доска отделения',
  'bed.list': 'Открыт список коек',
  'bed.add': 'Добавлена койка',
  'bed.change': 'Изменена койка',
  'bed.close': 'Койка закрыта',
  'bed.open': 'Койка снова открыта',
  'bed.place': 'Предоставлена койка',
  'bed.release': 'Койка освобождена',
  'bed.reserve': 'Койка оставлена по передаче',
  'bed.unreserve': 'Оставленная койка отпущена',
  'round.note': 'Запись обхода',
  'handover.read': 'Открыты сдачи смен',
  'handover.give': 'Смена сдана',
  'handover.take': 'Смена принята',
} satisfies Record<keyof typeof WARD_ACTIONS, string>;
