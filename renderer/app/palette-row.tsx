import { useTranslation } from 'react-i18next';
import { KeyHint } from '../components/key-hint.tsx';
import { MarkedText } from '../components/marked-text.tsx';
import { PersonAvatar } from '../components/person-avatar.tsx';
import { TierChip } from '../components/tier-chip.tsx';
import { RelativeTime } from '../components/time-text.tsx';
import type { PaletteEntry } from './palette-entry.ts';

export function PaletteRow({ entry }: { entry: PaletteEntry }) {
  const { t } = useTranslation('common');
  switch (entry.group) {
    case 'customer': {
      const { name, field, hit, addressAs, company, city, tier } = entry.found;
      const isNamed = field === 'name';
      const rest = [addressAs, field === 'company' ? '' : company, city].filter(Boolean).join(' · ');
      return (
        <>
          <PersonAvatar name={name} size={28} />
          <span className="palette-name">{isNamed ? <MarkedText {...hit} /> : name}</span>
          <span className="palette-more">
            {!isNamed && (
              <span className="palette-reason">
                {t(`palette.field.${field}`)} <MarkedText {...hit} />
              </span>
            )}
            {rest}
          </span>
          <TierChip tier={tier} />
        </>
      );
    }
    case 'history': {
      const { customerName, entity, hit, at } = entry.found;
      return (
        <>
          <PersonAvatar name={customerName} size={28} />
          <span className="palette-hit">
            <span className="palette-line">
              <MarkedText {...hit} />
            </span>
            <span className="palette-small">
              {[customerName, t(`palette.entity.${entity}`), ''].join(' · ')}
              <RelativeTime at={atInstant(at)} />
            </span>
          </span>
        </>
      );
    }
    case 'content':
      return (
        <span className="palette-hit">
          <span className="palette-line">{entry.found.title}</span>
          <span className="palette-small">
            <MarkedText {...entry.found.hit} />
          </span>
        </span>
      );
    case 'command':
      return (
        <>
          <span className="palette-name">{entry.found.label}</span>
          <span className="palette-more" />
          {entry.found.keys && <KeyHint keys={entry.found.keys} />}
        </>
      );
  }
}

/** Orders have a day only; it counts as noon. */
function atInstant(at: string): string {
  return at.length === 10 ? `${at}T04:00:00.000Z` : at;
}
