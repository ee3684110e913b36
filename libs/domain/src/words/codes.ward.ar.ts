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

/** Values of the ward in Arabic words. */
export const wardCodes = {
  bed_designation: {
    any: 'لأي شخص',
    women: 'للنساء',
    men: 'للرجال',
    family: 'مع طفل',
  } satisfies Record<BedDesignation, string>,
  bed_feature: {
    near_staff: 'قرب الفريق',
    step_free: 'بلا درج',
    single_room: 'غرفة مفردة',
    low_bed: 'سرير منخفض',
    oxygen: 'أكسجين',
    cot: 'سرير طفل',
  } satisfies Record<BedFeature, string>,
  bed_closing: {
    cleaning: 'تعقيم الغرفة',
    repair: 'إصلاح',
    infection: 'عدوى',
    staffing: 'نقص في العاملين',
    given_up: 'أُزيل نهائياً',
  } satisfies Record<BedClosing, string>,
  bed_stay: {
    reserved: 'محجوز لمن سيصل',
    occupied: 'مشغول',
  } satisfies Record<BedStay, string>,
  round_finding: {
    no_change: 'تمت رؤيته، لا تغيير',
    attention: 'تمت رؤيته، يحتاج إلى انتباه',
    not_there: 'غير موجود',
  } satisfies Record<RoundFinding, string>,
  round_concern: {
    withdrawal: 'الانسحاب',
    breathing: 'التنفس',
    drowsy: 'نعاس',
    confused: 'تشوش',
    pain: 'ألم',
    fluids: 'الطعام والشراب',
    sleep: 'النوم',
    mood: 'المزاج',
    agitated: 'هياج',
    asks_for_doctor: 'يطلب طبيباً',
    wants_to_leave: 'يريد المغادرة',
    other: 'أمر آخر',
  } satisfies Record<RoundConcern, string>,
  handover_line: {
    came: 'وصل',
    left: 'غادر',
    away: 'غائب',
    attention: 'يحتاج إلى انتباه',
    risk: 'خطر الانتحار',
    not_seen: 'لم يُرَ في هذه المناوبة',
    dose: 'دواء متأخر أو فائت',
    due: 'متأخر',
  } satisfies Record<HandoverLineKind, string>,
};

/** What the audit says of these actions. */
export const wardActionWords = {
  'ward.board': 'قراءة لوحة القسم',
  'bed.list': 'قراءة الأسرّة',
  'bed.add': 'تسجيل سرير',
  'bed.change': 'تعديل سرير',
  'bed.close': 'إخراج سرير من الخدمة',
  'bed.open': 'إعادة سرير إلى الخدمة',
  'bed.place': 'إعطاء سرير',
  'bed.release': 'إخلاء سرير',
  'bed.reserve': 'حجز سرير لإحالة',
  'bed.unreserve': 'إلغاء حجز سرير',
  'round.note': 'كتابة ملاحظة جولة',
  'handover.read': 'قراءة تسليمات المناوبات',
  'handover.give': 'تسليم مناوبة',
  'handover.take': 'استلام مناوبة',
} satisfies Record<keyof typeof WARD_ACTIONS, string>;
