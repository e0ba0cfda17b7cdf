import { type ReactElement, useEffect, useId, useRef, useState } from 'react'
import type { ScreenMeasure } from '../beds/use-pixel-pitch.ts'
import { words } from '../words/words.ts'
import { barLimits, barStep, firstBarPx, type MeasureKind, pitchOf } from './measured-screen.ts'

const KINDS = [
  { kind: 'card', name: 'measure.card', how: 'measure.how.card' },
  { kind: 'ruler', name: 'measure.ruler', how: 'measure.how.ruler' },
] as const

/** Left free at both ends of the bar, CSS px. */
const MARGIN_PX = 80

/** A bar on the screen that is made as long as a card or a ruler held to it. Out: millimetres of a device pixel. */
export function MeasureDialog({
  measure,
  onMeasured,
  onClose,
}: {
  readonly measure: ScreenMeasure
  readonly onMeasured: (pitchMm: number) => void
  readonly onClose: () => void
}): ReactElement {
  const { devicePixelRatio, pixelPitchMm } = measure
  const dialog = useRef<HTMLDialogElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  const title = useId()
  const widestPx = Math.floor((window.innerWidth - MARGIN_PX) * devicePixelRatio)
  const first = (kind: MeasureKind) => firstBarPx(kind, pixelPitchMm / devicePixelRatio, widestPx)
  const [kind, setKind] = useState<MeasureKind>('card')
  const [barPx, setBarPx] = useState(() => first('card'))
  useEffect(() => {
    dialog.current?.show()
    bar.current?.focus()
  }, [])
  const { least, most } = barLimits(kind, widestPx)
  const move = (by: number) => setBarPx((before) => Math.max(least, Math.min(most, before + by)))
  const save = () => onMeasured(pitchOf(kind, barPx))
  const choose = (next: MeasureKind) => {
    setKind(next)
    setBarPx(first(next))
    bar.current?.focus()
  }
  return (
    <dialog
      ref={dialog}
      className="compare-dialog measure-dialog"
      aria-labelledby={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <div className="panel-head">
        <h2 id={title}>{words('measure.title')}</h2>
        <button type="button" className="button dense" onClick={onClose}>
          {words('measure.close')}
        </button>
      </div>
      <div className="panel-body">
        <div className="actions">
          {KINDS.map(({ kind: one, name }) => (
            <label key={one} className="check">
              <input type="radio" name="measure" checked={kind === one} onChange={() => choose(one)} />
              {words(name)}
            </label>
          ))}
        </div>
        <p>{words(KINDS.find((one) => one.kind === kind)?.how ?? 'measure.how.card')}</p>
        <div
          ref={bar}
          className="measure-bar"
          role="slider"
          tabIndex={0}
          aria-label={words('measure.bar')}
          aria-valuemin={least}
          aria-valuemax={most}
          aria-valuenow={barPx}
          style={{ width: barPx / devicePixelRatio }}
          onKeyDown={(event) => {
            const by = barStep(event.key, event.shiftKey)
            if (by !== null) move(by)
            else if (event.key === 'Enter') save()
            else return
            event.preventDefault()
          }}
        />
        <p className="quiet">{words('measure.keys')}</p>
        <div className="actions">
          <button type="button" className="button" onClick={() => move(-1)}>
            {words('measure.shorter')}
          </button>
          <button type="button" className="button" onClick={() => move(1)}>
            {words('measure.longer')}
          </button>
          <button type="button" className="button primary" onClick={save}>
            {words('measure.save')}
          </button>
        </div>
      </div>
    </dialog>
  )
}
