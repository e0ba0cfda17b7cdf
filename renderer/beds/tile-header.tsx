import { Copy } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { StateChips } from '../alarms/state-chips.tsx'
import { TileInsights } from '../insights/tile-insights.tsx'
import { FitText } from '../parts/fit-text.tsx'
import { TileNews2 } from '../scores/tile-news2.tsx'
import { words } from '../words/words.ts'
import type { TileModel } from './tile-model.ts'
import { WornChip } from './worn-chip.tsx'

/** A longer name leaves no room for the long form of what is said about bedside alarms. */
const LONG_LABEL = 10
/** So many chips leave none either. */
const CROWDED = 2
/** Beside one chip there is room for so many letters about bedside alarms and limits. */
const LONG_FACTS = 42

/** Top of a tile: bed, end of the identifier, which of four about bedside alarms, at most two chips. */
export function TileHeader({
  model,
  children,
}: {
  readonly model: TileModel
  /** What can be done about the bed; none on a tile, which is one button as a whole. */
  readonly children?: ReactNode
}): ReactElement {
  // Without an alarm the first state has the line to itself.
  const states = model.line === null ? model.states.slice(1) : model.states
  const marks = model.chips.length + states.length + (model.news2 === null ? 0 : 1) + (model.isWorn ? 1 : 0)
  const factsLength = model.bedside.length + (model.limitsLack?.text.length ?? 0)
  const isCrowded =
    model.label.length > LONG_LABEL || marks >= CROWDED || (marks > 0 && factsLength > LONG_FACTS)
  return (
    <span className="tile-header">
      <span className="bed-label">
        <FitText text={model.label} />
      </span>
      <span className="tile-facts">
        {model.asksWho && model.person === '' && children === undefined ? (
          <span className="person asks-who">{words('who.chip')}</span>
        ) : (
          <span className="person">{model.person}</span>
        )}
        <span className={model.bedsideLost ? 'bedside lost' : 'bedside'}>
          {isCrowded ? model.bedsideShort : model.bedside}
          {model.limitsLack !== null && `, ${isCrowded ? model.limitsLack.short : model.limitsLack.text}`}
        </span>
      </span>
      {model.chips.map((chip) => (
        <span className="chip" key={chip}>
          <Copy size={13} aria-hidden="true" />
          {chip}
        </span>
      ))}
      {model.isWorn && <WornChip isBare={isCrowded && children === undefined} />}
      <StateChips states={states} />
      {children === undefined && <TileInsights sentences={model.insights} />}
      {children === undefined ? <TileNews2 score={model.news2} /> : children}
    </span>
  )
}
