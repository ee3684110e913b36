/** What the ways from a client to screens of their own are called in Arabic. */
export const waysWords = {
  ways: {
    care: 'الرعاية',
    appointments: 'المواعيد',
    assessments: 'التقييمات',
    plan: 'الخطة',
    chart: 'لوحة المتابعة',
    programme: 'البرنامج',
    medicines: 'الأدوية',
    notes: 'الملاحظات',
    documents: 'المستندات',
    leaving: 'القدوم والمغادرة',
    rights: 'الحقوق',
  },
};
