import { type ReactElement, useEffect, useState } from 'react'
import type { MapRow } from '../../electron/ipc/mapping.ts'
import { useAnswer } from '../review/use-answer.ts'
import { words } from '../words/words.ts'

/** Somebody types: the engine is asked when they pause. */
const PAUSE_MS = 250

/** What a destination would get of a number, made by the code that sends. Nothing while something is wrong with the map. */
export function MapPreview({
  rows,
  id,
  destination,
  isUsable,
}: {
  readonly rows: readonly MapRow[]
  readonly id: string
  readonly destination: string
  readonly isUsable: boolean
}): ReactElement {
  const [asked, setAsked] = useState<{ rows: readonly MapRow[]; id: string; destination: string } | null>(
    null,
  )
  useEffect(() => {
    const timer = setTimeout(() => setAsked(isUsable ? { rows, id, destination } : null), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [rows, id, destination, isUsable])
  const { value, problem } = useAnswer('mapping.preview', asked)
  return (
    <section className="map-preview" aria-label={words('map.preview')}>
      <h3>
        {words('map.previewFor', { destination })} <strong className="chip">{words('chip.simulated')}</strong>
      </h3>
      {problem !== null && <p role="alert">{problem}</p>}
      {!isUsable && <p className="quiet">{words('map.noPreview')}</p>}
      {isUsable && value !== null && (
        // A message reads from left to right in every language.
        <pre dir="ltr">{value.text}</pre>
      )}
    </section>
  )
}
