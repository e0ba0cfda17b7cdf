import { Copy } from 'lucide-react'
import type { ReactElement } from 'react'
import type { ScreenLayout } from '../../electron/ipc/screens.ts'
import type { WaveView } from '../../electron/ipc/views.ts'
import { StateChips } from '../alarms/state-chips.tsx'
import { TileInsights } from '../insights/tile-insights.tsx'
import { FitText } from '../parts/fit-text.tsx'
import { TileNews2 } from '../scores/tile-news2.tsx'
import { words } from '../words/words.ts'
import { NumberCell } from './number-cell.tsx'
import { NumbersCause } from './numbers-only.tsx'
import { AlarmKey, fillOf, StatusLineView } from './state-line.tsx'
import type { TileModel } from './tile-model.ts'
import { WaveBand } from './wave-band.tsx'
import { WornChip } from './worn-chip.tsx'

/**
 * What is never left out however small the tile: simulated or unproven, what is off, whether bedside alarms come.
 * `isCrowded`: an alarm has the room, and what is as it should be goes unsaid.
 */
function Notes({
  model,
  isCrowded,
}: {
  readonly model: TileModel
  readonly isCrowded: boolean
}): ReactElement {
  const { chips, line, states, bedsideShort, bedsideLost, bedsideShown, limitsLack } = model
  return (
    <>
      {chips.map((chip) => (
        <span className="small-chip" key={chip}>
          <Copy size={11} aria-hidden="true" />
          {chip}
        </span>
      ))}
      {model.isWorn && <WornChip isSmall isBare />}
      <StateChips states={line === null ? states.slice(1) : states} small />
      {!(isCrowded && bedsideShown) && (
        <span className={bedsideLost ? 'bedside lost' : 'bedside'} title={bedsideShort}>
          {bedsideShort}
        </span>
      )}
      {!isCrowded && limitsLack !== null && <span>{limitsLack.short}</span>}
    </>
  )
}

/** Who lies in the bed, or that somebody has to say so. */
function Who({ model }: { readonly model: TileModel }): ReactElement | null {
  // A simulated bed has a number that says no more than the mark.
  const person = model.simulated ? '' : model.person
  const asks = model.asksWho && person === ''
  const who = asks ? words('who.chip') : person
  if (who === '') return null
  return (
    <span className={asks ? 'person asks-who' : 'person'} title={who}>
      {who}
    </span>
  )
}

/** Tile for 17 to 32 beds: the alarm has two lines of its own, its priority and age stand beside the bed. */
export function SmallTile({
  model,
  waves,
  style,
}: {
  readonly model: TileModel
  readonly waves: readonly WaveView[]
  readonly style: ScreenLayout['style']
}): ReactElement {
  const { numbers, line, status } = model
  const isCalm = line === null && status === null
  return (
    <>
      <span className="tile-header">
        <span className="bed-label">
          <FitText text={model.label} />
        </span>
        {line === null && <TileInsights sentences={model.insights} />}
        <TileNews2 score={model.news2} small />
        {line !== null && (
          <span className={`small-key ${fillOf(line)}`}>
            <AlarmKey line={line} size={17} />
          </span>
        )}
      </span>
      <span className={line === null ? 'state-line' : `state-line ${fillOf(line)}`}>
        {isCalm && (
          <span className="small-notes">
            <Notes model={model} isCrowded={false} />
          </span>
        )}
        {line === null && status !== null && <StatusLineView status={status} />}
        {line !== null && (
          <span className="state-text">
            <FitText text={line.text} />
          </span>
        )}
      </span>
      {style === 'waves' ? (
        <WaveBand
          bed={model.id}
          waves={waves}
          simulated={model.simulated}
          cover={model.cover}
          labels="margin"
          isWorn={model.isWorn}
        />
      ) : (
        <NumbersCause cover={model.cover} />
      )}
      <span className="small-facts">
        {!isCalm && <Notes model={model} isCrowded={line !== null} />}
        <Who model={model} />
      </span>
      <span className="numbers">
        <NumberCell model={numbers.heartRate} size="heart-rate" />
        {numbers.pulse !== null && <NumberCell model={numbers.pulse} size="stand-in" />}
        <span className="small-column">
          <NumberCell model={numbers.saturation} size="saturation" />
          <NumberCell model={numbers.breaths} size="breaths" />
        </span>
      </span>
    </>
  )
}
