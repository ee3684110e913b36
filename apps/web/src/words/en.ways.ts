/** What the ways from a client to screens of their own are called in English. */
export const waysWords = {
  ways: {
    care: 'Care',
    appointments: 'Appointments',
    assessments: 'Assessments',
    plan: 'Plan',
    chart: 'Chart',
    programme: 'Programme',
    medicines: 'Medicines',
    notes: 'Notes',
    documents: 'Documents',
    leaving: 'Coming and leaving',
    rights: 'Rights',
  },
};
