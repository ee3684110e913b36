import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Role } from '#domain/charter/roles.js';
import { listColleagues } from '../api.day.js';
import { useSession } from '../session/session.context.js';
import { fieldId } from './field.id.js';
import { Loaded } from './states.js';

/** Colleagues by name; whoever reads is left out, they take instead of handing to themselves. */
export function ColleagueSelect(props: {
  value: string;
  onChange: (colleague: string) => void;
  label: string;
  error: string | undefined;
  /** Words for nobody in particular, where that can be chosen. */
  nobody?: string;
  /** The reader can be chosen too. */
  withMe?: boolean;
  /** Only those who hold this role. */
  role?: Role | null;
}) {
  const { t } = useTranslation();
  const { colleague: me } = useSession();
  const query = useQuery({ queryKey: ['colleagues'], queryFn: listColleagues });
  return (
    <Loaded query={query}>
      {(colleagues) => (
        <NativeSelect
          // Names of people, as they write them, whatever the language of the screen.
          translate="no"
          id={fieldId('colleague')}
          label={props.label}
          value={props.value}
          onChange={(event) => props.onChange(event.currentTarget.value)}
          data={[
            { value: '', label: props.nobody ?? t('kit.choose_colleague') },
            ...colleagues
              .filter(({ colleague }) => (props.withMe ?? false) || colleague !== me)
              .filter(({ roles }) => !props.role || roles.includes(props.role))
              .map(({ colleague, display_name, roles }) => ({
                value: colleague,
                label: `${display_name} · ${roles.map((role) => t(`codes.role.${role}`)).join(', ')}`,
              })),
          ]}
          error={props.error}
        />
      )}
    </Loaded>
  );
}
