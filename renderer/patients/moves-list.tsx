import { Undo2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { type StayMoveView, UNDO_MOVE_MS } from '../../electron/ipc/patient.ts'
import type { BedView, PatientView } from '../../electron/ipc/views.ts'
import { useClient, useStation } from '../client/context.ts'
import { useNow } from '../shell/now.ts'
import { personText } from '../words/person.ts'
import { clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'

const KIND_WORDS = { named: 'moves.named', repaired: 'moves.repaired', undone: 'moves.undone' } as const

function whoText(patient: PatientView | null): string {
  return patient === null ? words('moves.erased') : personText(patient)
}

/** What a correction did, in one sentence. */
export function moveText({ kind, was, becomes }: StayMoveView): string {
  return words(KIND_WORDS[kind], { was: whoText(was), becomes: whoText(becomes) })
}

/** Every correction of a bed or of its patient; the last one of a shift can be taken back. */
export function MovesList({
  bed,
  moves,
  onUndone,
  onProblem,
}: {
  readonly bed: BedView
  readonly moves: readonly StayMoveView[]
  readonly onUndone: () => void
  readonly onProblem: (sentence: string | null) => void
}): ReactElement | null {
  const client = useClient()
  const { beds } = useStation()
  const { utcMs: nowUtcMs } = useNow()
  if (moves.length === 0) return null
  const labelOf = (id: string) => beds.find(({ view }) => view.id === id)?.view.label ?? id
  const last = moves.findLast((move) => move.bed === bed.id)
  const undoable =
    last !== undefined && last.kind !== 'undone' && last.movedUtcMs > nowUtcMs - UNDO_MOVE_MS ? last : null
  const undo = (move: string) => {
    client
      .call('patient.undoMove', { bed: bed.id, move })
      .then(onUndone, (error: Error) => onProblem(error.message))
  }
  return (
    <section className="moves">
      <h3>{words('moves.title')}</h3>
      <ul>
        {[...moves].reverse().map((move) => (
          <li key={`${move.id} ${move.bed} ${move.fromUtcMs}`}>
            <b dir="auto">{moveText(move)}</b>
            <span>
              {words('moves.stretch', {
                bed: labelOf(move.bed),
                from: clockTime(move.fromUtcMs),
                to: clockTime(move.toUtcMs),
              })}
            </span>
            <span>{words('moves.by', { time: clockTime(move.movedUtcMs), author: move.author })}</span>
            {move === undoable && (
              <button type="button" className="button dense" onClick={() => undo(move.id)}>
                <Undo2 size={16} aria-hidden="true" />
                {words('moves.undo')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
