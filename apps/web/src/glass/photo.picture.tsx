import { Image } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PhotoView } from '#domain/wire/identity.js';

/** A photograph as it came; it lies in no address and in no cache of files. */
export function PhotoPicture({ photo }: { photo: PhotoView }) {
  const { t } = useTranslation();
  return (
    <Image
      src={`data:${photo.type};base64,${photo.content}`}
      alt={t('standing.photo')}
      w={192}
      h="auto"
      radius="md"
    />
  );
}
