/** What the ways from a client to screens of their own are called in Russian. */
export const waysWords = {
  ways: {
    care: 'Уход и лечение',
    appointments: 'Встречи',
    assessments: 'Оценки',
    plan: 'План',
    notes: 'Записи',
    documents: 'Документы',
    leaving: 'Поступление и завершение',
    rights: 'Права',
  },
};
