/** Why something cannot be written on the chart, in English. */
export const CHART_REFUSALS_EN = {
  'chart.reading_empty': 'Write down at least one value.',
  'chart.value_impossible': 'That cannot be. Values go from {min} to {max}.',
  'chart.pressure_half': 'Blood pressure has two values. Write down both.',
  'chart.pressure_upside_down': 'The lower value of the blood pressure lies below the upper one.',
  'chart.in_the_future': 'This tells of what was measured. Choose an hour that has passed.',
  'chart.before_the_stay': 'The client was not here yet. Choose a later hour.',
  'chart.reading_unknown': 'There is no such reading here.',
  'chart.voided': 'This was marked as void already.',
  'chart.observation_same': 'The client is looked after at this level already.',
  'chart.difference_needed': 'Your decision differs from what the ratings speak for. Say why.',
  'chart.rights_not_told':
    'An admission is voluntary: first tell the client their rights, on the page of rights.',
  'chart.not_consented':
    'An admission is voluntary: first write down the consent to the service, on the page of consents.',
};
