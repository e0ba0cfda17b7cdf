import { useEffect, useState } from 'react'
import { occupiedPlaces, type Places, placeBeds, swapPlaces } from '../../electron/ipc/places.ts'
import { useStation } from '../client/context.ts'
import { arrangementText } from './arrangement-text.ts'
import { useScreen } from './use-screen.ts'

/** The beds of this window by place, and what somebody has moved and not yet kept. */
export interface Arrangement {
  /** Ids of beds by place; null: empty. Nothing follows the last bed. */
  readonly places: Places
  /** What was moved, in words; null while nothing waits to be kept. */
  readonly pending: string | null
  /** Why it could not be kept; null otherwise. */
  readonly problem: string | null
  readonly move: (from: number, to: number) => void
  readonly keep: () => void
  readonly undo: () => void
}

/** Where every bed stands. A move is shown at once and kept only when somebody says so; leaving the ward undoes it. */
export function useArrangement(onWard: boolean): Arrangement {
  const { beds } = useStation()
  const { layout, save } = useScreen()
  const [moved, setMoved] = useState<Places | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const ids = beds.map(({ view }) => view.id)
  const kept = placeBeds(layout.beds, ids)
  const undo = () => {
    setMoved(null)
    setProblem(null)
  }
  useEffect(() => {
    if (onWard) return
    setMoved(null)
    setProblem(null)
  }, [onWard])
  const labelOf = (id: string) => beds.find(({ view }) => view.id === id)?.view.label ?? id
  const places = occupiedPlaces(moved === null ? kept : placeBeds(moved, ids), ids)
  return {
    places,
    pending: moved === null ? null : arrangementText(occupiedPlaces(kept, ids), places, labelOf),
    problem,
    move: (from, to) => {
      if (from !== to) setMoved(swapPlaces(moved ?? kept, from, to))
    },
    keep: () => {
      if (moved === null) return
      save({ beds: moved }).then(undo, (error: Error) => setProblem(error.message))
    },
    undo,
  }
}
