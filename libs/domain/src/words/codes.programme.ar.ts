import type { PROGRAMME_ACTIONS } from '../charter/programme-actions.js';
import type { CodeWords } from './code-words.js';
import type { programmeCodes as english } from './codes.programme.en.js';

/** Values of programmes in Arabic words. */
export const programmeCodes: CodeWords<typeof english> = {
  programme_kind: {
    residential_short: 'إقامي قصير',
    residential_long: 'إقامي طويل',
    therapeutic_community: 'المجتمع العلاجي',
    day: 'رعاية نهارية',
    outpatient: 'من البيت',
  },
  phase_reason: {
    goals_met: 'تحققت الأهداف',
    needs_more_time: 'يحتاج وقتًا أطول',
    needs_more_support: 'يحتاج دعمًا أكثر',
    clients_wish: 'برغبة متلقي الخدمة',
    after_relapse: 'بعد انتكاسة',
  },
  programme_end: {
    completed: 'أُكمل',
    moved_on: 'انتقل إلى مكان آخر',
    left: 'غادر متلقي الخدمة',
    ended_by_house: 'أنهته الجهة',
  },
  leave_kind: {
    day: 'ليوم',
    overnight: 'مع المبيت',
    family: 'إلى الأسرة',
    medical: 'إلى طبيب',
    work: 'إلى العمل',
  },
  leave_return: {
    in_time: 'عاد في الموعد',
    late: 'عاد متأخرًا',
    not_back: 'لم يعد',
  },
  therapy_work: {
    kitchen: 'المطبخ',
    garden: 'الحديقة',
    workshop: 'الورشة',
    laundry: 'المغسلة',
    animals: 'الحيوانات',
    building: 'البناء والصيانة',
    office: 'المكتب',
  },
  incident_kind: {
    substance_in_house: 'مادة في الدار',
    violence: 'عنف',
    threat: 'تهديد',
    property: 'ممتلكات الغير',
    house_rules: 'قواعد الدار',
    belongings_withheld: 'حُجبت عن متلقي الخدمة هاتف أو أوراق أو رسائل',
    force_used: 'استُخدمت القوة ضد متلقي الخدمة',
    humiliation: 'أُهين متلقي الخدمة',
    unpaid_labour: 'عمل متلقي الخدمة بدل عامل مأجور',
  },
  measure: {
    none: 'بلا إجراء',
    talk: 'حديث',
    apology: 'اعتذار',
    repair: 'إصلاح الضرر',
    closer_support: 'مرافقة أقرب',
    leave_paused: 'لا إجازة لأيام',
    programme_ended: 'ينتهي البرنامج',
  },
  incident_state: {
    reported: 'مبلغ عنه',
    heard: 'سُمع متلقي الخدمة',
    decided: 'صدر قرار',
    appealed: 'طُعن فيه',
    closed: 'أُغلق',
  },
  appeal_outcome: {
    upheld: 'يبقى القرار',
    eased: 'خُفف الإجراء',
    lifted: 'رُفع الإجراء',
  },
  relapse_answer: {
    stays: 'يبقى في البرنامج',
    steps_up: 'إلى سحب المخدر ثم يعود',
    hospital: 'إلى المستشفى ثم يعود',
  },
};

/** What the audit says of these actions. */
export const programmeActionWords = {
  'programme.list': 'قرأ البرامج',
  'programme.add': 'أضاف برنامجًا',
  'programme.close': 'أغلق برنامجًا',
  'programme.view': 'قرأ برنامج متلقي الخدمة',
  'programme.begin': 'بدأ برنامجًا',
  'programme.phase': 'غيّر مرحلة البرنامج',
  'programme.end': 'أنهى برنامجًا',
  'programme.relapse': 'كتب انتكاسة',
  'programme.peer': 'عيّن مرشدًا متعافيًا',
  'programme.peer_end': 'أنهى دعم الأقران',
  'leave.plan': 'خطط إجازة',
  'leave.return': 'كتب نهاية إجازة',
  'therapy_work.consent': 'سجّل الرغبة في العمل',
  'therapy_work.withdraw': 'أنهى الرغبة في العمل',
  'therapy_work.record': 'كتب عملًا علاجيًا',
  'incident.report': 'أبلغ عن واقعة',
  'incident.hear': 'استمع إلى متلقي الخدمة',
  'incident.decide': 'قرر في واقعة',
  'incident.appeal': 'كتب طعنًا',
  'incident.settle': 'بتّ في طعن',
} satisfies Record<keyof typeof PROGRAMME_ACTIONS, string>;
