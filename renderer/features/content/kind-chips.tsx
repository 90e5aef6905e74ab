import { useTranslation } from 'react-i18next';
import { contentKinds } from '#shared/domain/entity/company.ts';
import type { ContentGroup, ContentKind } from './content-group.ts';
import style from './content.module.css';

interface KindChipsProps {
  groups: ContentGroup<unknown>[];
  chosen: ContentKind | null;
  onChoose: (kind: ContentKind | null) => void;
}

export function KindChips({ groups, chosen, onChoose }: KindChipsProps) {
  const { t } = useTranslation('content');
  const countOf = (kind: ContentKind) => groups.find((group) => group.kind === kind)?.items.length ?? 0;
  const total = groups.reduce((sum, group) => sum + group.items.length, 0);
  return (
    <fieldset className={style.chips} aria-label={t('kindFilter')}>
      {[null, ...contentKinds].map((kind) => (
        <button
          key={kind ?? 'all'}
          type="button"
          className={style.chip}
          aria-pressed={kind === chosen}
          onClick={() => onChoose(kind === chosen ? null : kind)}
        >
          {kind === null ? t('allKinds') : t(`kind.${kind}`)}
          <span className={style.number}>{kind === null ? total : countOf(kind)}</span>
        </button>
      ))}
    </fieldset>
  );
}
