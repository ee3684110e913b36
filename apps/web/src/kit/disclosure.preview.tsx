import { Badge, Table } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PACKET_FIELDS } from '#domain/charter/consent.js';
import type { ConsentCategory, PacketFieldName } from '#domain/charter/consent.js';
import type { HandoffPreview } from '#domain/wire/handoff.js';
import { usePacketWords } from './packet.view.js';
import { saidBefore } from './packet.lines.js';
import { Label } from './text.js';

const FIELDS = Object.keys(PACKET_FIELDS) as PacketFieldName[];

/**
 * Line by line what a partner will see and from when on, and beneath it what stays, each with the reason. It is drawn from the
 * packets that the server computed with the function that fills the real ones.
 */
export function DisclosurePreview({
  preview,
  withheldAction,
}: {
  preview: HandoffPreview;
  /** What can be done about a line that stays, such as asking the client. */
  withheldAction?: (category: ConsentCategory) => ReactNode;
}) {
  const { t } = useTranslation();
  const word = usePacketWords();
  const lines = preview.tiers.flatMap(({ tier, body }, place) => {
    const before = preview.tiers[place - 1]?.body;
    return FIELDS.filter((field) => body[field] !== undefined && !saidBefore(field, body, before)).map(
      (field) => ({ tier, field, value: word(field, body) }),
    );
  });
  return (
    <Table aria-label={t('kit.partner_sees')} verticalSpacing="xs" className="disclosure">
      <Table.Caption ta="start">
        <IconEye size={18} aria-hidden className="arrow" /> <Label of={preview.receiver.names} />
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('kit.line')}</Table.Th>
          <Table.Th scope="col">{t('kit.partner_sees')}</Table.Th>
          <Table.Th scope="col">{t('kit.seen_when')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map(({ tier, field, value }) => (
          <Table.Tr key={`${tier} ${field}`}>
            <Table.Th scope="row">{t(`codes.packet_field.${field}`)}</Table.Th>
            <Table.Td>{value}</Table.Td>
            <Table.Td>{t(`codes.tier.${tier}`)}</Table.Td>
          </Table.Tr>
        ))}
        {preview.withheld.map((category) => (
          <Table.Tr key={category} data-withheld>
            <Table.Th scope="row">{t(`codes.category.${category}`)}</Table.Th>
            <Table.Td colSpan={2}>
              <Badge variant="default" leftSection={<IconEyeOff size={14} aria-hidden />} me="xs">
                {t('kit.not_seen')}
              </Badge>
              {t('kit.not_agreed')} {withheldAction?.(category)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
