import { type ReactElement, useState } from 'react'
import type { TestPiece } from '../../electron/ipc/line-test.ts'
import { words } from '../words/words.ts'

const MS_PER_MINUTE = 60_000
/** From the start of the time of day to the thousandths. */
const CLOCK = { from: 11, to: 23 } as const

/** Station time with thousandths, local. */
function pieceTime(atUtcMs: number): string {
  const at = new Date(atUtcMs)
  const local = new Date(atUtcMs - at.getTimezoneOffset() * MS_PER_MINUTE)
  return local.toISOString().slice(CLOCK.from, CLOCK.to)
}

/** Pairs of digits with a space between: `C0 11 01`. */
export function spacedHex(hex: string): string {
  return (hex.match(/../g) ?? []).join(' ').toUpperCase()
}

function framesText({ direction, good, bad }: TestPiece): string {
  if (direction === 'out') return words('doctor.request')
  if (bad > 0) return words('doctor.pieceBad', { good: String(good), bad: String(bad) })
  return good === 0 ? words('doctor.pieceNone') : words('doctor.pieceGood', { good: String(good) })
}

/** The newest pieces of the line, what each held, and the bytes themselves. `Hold` keeps them still. */
export function DoctorBytes({ pieces }: { readonly pieces: readonly TestPiece[] }): ReactElement {
  const [held, setHeld] = useState<readonly TestPiece[] | null>(null)
  const shown = (held ?? pieces).toReversed()
  return (
    <div className="doctor-bytes">
      <div className="doctor-bytes-head">
        <b>{words('doctor.bytes')}</b>
        <button
          type="button"
          className="button dense"
          aria-pressed={held !== null}
          onClick={() => setHeld(held === null ? pieces : null)}
        >
          {words(held === null ? 'doctor.hold' : 'doctor.goOn')}
        </button>
      </div>
      <ul>
        {shown.map((piece) => (
          <li key={piece.number} className={piece.bad > 0 ? 'bad' : ''}>
            <span className="mono">{pieceTime(piece.atUtcMs)}</span>
            <span>{words(piece.direction === 'in' ? 'doctor.in' : 'doctor.out')}</span>
            <span>{words('doctor.byteCount', { count: String(piece.bytes) })}</span>
            <span>{framesText(piece)}</span>
            <code className="mono">
              {spacedHex(piece.hex)}
              {piece.hex.length < 2 * piece.bytes ? ' …' : ''}
            </code>
          </li>
        ))}
      </ul>
    </div>
  )
}
