import { Card, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Bdi, isolated } from './text.js';

/** A part of a screen under a heading of its own; screen readers find it by its name. */
export function Section({
  title,
  isWritten = false,
  actions,
  children,
}: {
  title: string;
  /** The title is what somebody has written, in whichever language. */
  isWritten?: boolean;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Card withBorder component="section" aria-label={isWritten ? isolated(title) : title}>
      <div className="section-head">
        <Title order={2} size="h3">
          {isWritten ? <Bdi>{title}</Bdi> : title}
        </Title>
        {actions}
      </div>
      {children}
    </Card>
  );
}
