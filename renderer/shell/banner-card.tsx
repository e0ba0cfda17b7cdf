import { Check } from 'lucide-react'
import type { ReactElement } from 'react'
import { lineTime } from '../alarms/state-lines.ts'
import { fillOf } from '../beds/state-line.tsx'
import { Label } from '../parts/label.tsx'
import { PriorityShape } from '../parts/priority-shape.tsx'
import { words } from '../words/words.ts'
import type { BannerCard } from './banner-model.ts'
import { useNow } from './now.ts'

/** One alarm of the banner or of a bed that is not shown; pressing it goes there. */
export function BannerCardButton({
  card,
  onOpen,
}: {
  readonly card: BannerCard
  readonly onOpen: () => void
}): ReactElement {
  const { utcMs } = useNow()
  const { line } = card
  return (
    <button type="button" className={`banner-card ${fillOf(line)}`} onClick={onOpen}>
      <span className="alarm-key">
        <PriorityShape priority={line.priority} size={20} />
        <span className="alarm-mark">{line.mark}</span>
      </span>
      <span className="banner-text" title={`${card.bedLabel} ${line.text}`}>
        <bdi className="banner-bed">{card.bedLabel}</bdi>{' '}
        <span className="banner-what">
          <Label text={line.text} />
        </span>
      </span>
      <span className="banner-age">
        {line.phase === 'acknowledged' && <Check size={15} aria-label={words('alarm.acknowledged')} />}
        {card.aged ? lineTime(line, utcMs) : ''}
      </span>
    </button>
  )
}
