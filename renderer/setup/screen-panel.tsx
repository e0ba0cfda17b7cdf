import { Ruler } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { SweepControls } from '../beds/sweep-controls.tsx'
import { usePixelPitch } from '../beds/use-pixel-pitch.ts'
import { useClient } from '../client/context.ts'
import { printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'
import { MeasureDialog } from './measure-dialog.tsx'

const PITCH_DIGITS = 3

/** How the ward draws its waves, and the size of the pixels of this screen. */
export function ScreenPanel(): ReactElement {
  const client = useClient()
  const measure = usePixelPitch()
  const [open, setOpen] = useState(false)
  const [sentence, setSentence] = useState<string | null>(null)
  const { screen } = measure
  const keep = (pitchMm: number | null) => {
    if (screen === null) return
    setOpen(false)
    client.call('display.set', { screen: { screen, pitchMm } }).then(
      () => setSentence(pitchMm === null ? words('measure.forgotten') : words('measure.kept')),
      (error: Error) => setSentence(error.message),
    )
  }
  const pitchMm = printedValue(measure.pixelPitchMm / measure.devicePixelRatio, PITCH_DIGITS)
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{words('screen.title')}</h2>
      </div>
      <div className="panel-body">
        <SweepControls place="ward" />
        <p className="quiet">{words('screen.ward')}</p>
        <p className={measure.calibrated ? '' : 'notice-line'}>
          {measure.calibrated ? words('screen.measured', { pitch: pitchMm }) : words('screen.notMeasured')}
        </p>
        {screen === null && <p role="status">{words('screen.unknown')}</p>}
        <div className="actions">
          <button type="button" className="button" disabled={screen === null} onClick={() => setOpen(true)}>
            <Ruler size={16} aria-hidden="true" />
            {words('screen.measure')}
          </button>
          {measure.calibrated && (
            <button type="button" className="button" onClick={() => keep(null)}>
              {words('screen.forget')}
            </button>
          )}
        </div>
        {sentence !== null && <p role="status">{sentence}</p>}
        {open && <MeasureDialog measure={measure} onMeasured={keep} onClose={() => setOpen(false)} />}
      </div>
    </section>
  )
}
