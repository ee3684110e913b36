import { DatePicker } from '@mantine/dates';
import '@mantine/dates/styles.css';
import 'dayjs/locale/ar';
import 'dayjs/locale/ru';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../i18n.js';
import { writeDay } from './time.js';

/** The days of a month to pick from. Loaded when somebody opens it: most people type. */
export function Days({ day, onPick }: { day: string | null; onPick: (iso: string) => void }) {
  const { t } = useTranslation();
  const [earlier, later] = [t('app.earlier'), t('app.later')];
  return (
    <DatePicker
      hideOutsideDates
      ariaLabels={{
        previousMonth: earlier,
        nextMonth: later,
        previousYear: earlier,
        nextYear: later,
        previousDecade: earlier,
        nextDecade: later,
      }}
      locale={currentLanguage()}
      value={day}
      {...(day ? { defaultDate: day } : {})}
      onChange={(picked) => {
        if (picked) onPick(writeDay(picked));
      }}
    />
  );
}
