import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconPrinter } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { copyCode } from './copy.code.js';
import { Dialog } from './dialog.js';
import { Facts } from './text.js';

/** What the dialog says; each code is handed over to somebody else, in words of its own. */
export interface CodeOnceWords {
  readonly title: string;
  /** Above the code, while it can still be read. */
  readonly once: string;
  /** Instead of it, when the same request was answered before. */
  readonly gone: string;
  readonly copy: string;
  readonly copied: string;
  readonly print: string;
  readonly done: string;
}

/** A code that is shown this once and kept nowhere: to copy, to print, to hand over. Null: it was shown already. */
export function CodeOnceDialog(props: {
  code: string | null;
  words: CodeOnceWords;
  facts: readonly { term: string; value: ReactNode }[];
  onClose: () => void;
}) {
  const { code, words, facts, onClose } = props;
  const { t } = useTranslation();
  const place = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState(false);
  return (
    <Dialog title={words.title} onClose={onClose}>
      <Stack>
        <Text role="status">{code === null ? words.gone : words.once}</Text>
        <div className="slip">
          {code === null ? null : (
            <bdi dir="ltr" className="code slip-code" ref={place}>
              {code}
            </bdi>
          )}
          <Facts items={facts} />
        </div>
        <Group justify="space-between">
          {code === null ? (
            <span />
          ) : (
            <Group gap="sm">
              <Button
                variant="default"
                leftSection={
                  copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />
                }
                onClick={() => void copyCode(code, place.current).then(setCopied)}
              >
                <span aria-live="polite">{copied ? words.copied : words.copy}</span>
              </Button>
              <Button
                variant="default"
                leftSection={<IconPrinter size={18} aria-hidden />}
                onClick={() => window.print()}
              >
                {words.print}
              </Button>
            </Group>
          )}
          <Button onClick={onClose}>{code === null ? t('app.close') : words.done}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
