/** What the ways from a client to screens of their own are called in Russian. */
export const waysWords = {
  ways: {
    care: 'Помощь и лечение',
    assessments: 'Оценки',
    notes: 'Заметки',
    rights: 'Права',
  },
};
