import { Card, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A part of a screen under a heading of its own; screen readers find it by its name. */
export function Section({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Card withBorder component="section" aria-label={title}>
      <div className="section-head">
        <Title order={2} size="h3">
          {title}
        </Title>
        {actions}
      </div>
      {children}
    </Card>
  );
}
