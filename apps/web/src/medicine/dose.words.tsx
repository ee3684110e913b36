import { useTranslation } from 'react-i18next';
import type { DoseUnit, MedicineRoute } from '#domain/charter/medicine.js';
import { Bdi } from '../kit/text.js';

/** What is taken, how much of it and how, in one line. */
export function Taken(props: {
  medicine: string | null;
  amount: number;
  unit: DoseUnit;
  route: MedicineRoute;
}) {
  const { t, i18n } = useTranslation();
  const amount = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 4 }).format(props.amount);
  return (
    <>
      {props.medicine === null ? t('medicines.forgotten') : <Bdi>{props.medicine}</Bdi>}{' '}
      <Bdi>
        {amount} {t(`codes.dose_unit.${props.unit}`)}
      </Bdi>
      {' · '}
      {t(`codes.medicine_route.${props.route}`)}
    </>
  );
}
