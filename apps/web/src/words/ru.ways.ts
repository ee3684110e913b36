/** What the ways from a client to screens of their own are called in Russian. */
export const waysWords = {
  ways: {
    care: 'Помощь и лечение',
    appointments: 'Встречи',
    assessments: 'Оценки',
    plan: 'План',
    chart: 'Лист наблюдения',
    programme: 'Программа',
    medicines: 'Лекарства',
    notes: 'Заметки',
    documents: 'Документы',
    leaving: 'Поступление и завершение',
    rights: 'Права',
  },
};
