import { HardDrive, MonitorX, Send, ShieldAlert } from 'lucide-react'
import { type ReactElement, useEffect, useState } from 'react'
import type { OutboxView } from '../../electron/ipc/outbox.ts'
import { useSweep } from '../beds/sweep.ts'
import { usePixelPitch } from '../beds/use-pixel-pitch.ts'
import { bridge } from '../client/bridge.ts'
import { useStation } from '../client/context.ts'
import { exportText, needsAttention } from '../outbox/outbox-words.ts'
import { printedNumber, printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'
import { useNow } from './now.ts'
import { hasStorageFault, storageText } from './storage-words.ts'

/** Gain ×1 of an ECG. */
const USUAL_MM_PER_MILLIVOLT = 10

/** Bottom bar: the notice that is never shortened, then storage, export, sweep and distance. */
export function StatusBar({
  readableMetres,
  delayMs,
}: {
  /** From how far the ward can be read, or null on other screens. */
  readonly readableMetres: number | null
  /** Longest delay of the waves drawn now, or null before the first. */
  readonly delayMs: number | null
}): ReactElement {
  const { station, beds, connection } = useStation()
  const [testRuntime, setTestRuntime] = useState(false)
  useEffect(() => {
    let wanted = true
    bridge()
      .about()
      .then(
        (about) => {
          if (wanted) setTestRuntime(about.testRuntime)
        },
        () => undefined,
      )
    return () => {
      wanted = false
    }
  }, [])
  const recording = beds.filter(({ view }) => view.link.phase === 'live').length
  const store = connection === 'connected' ? (station?.store ?? null) : null
  const destinations = station?.destinations ?? []
  const { settings } = useSweep()
  const { calibrated } = usePixelPitch()
  const storeFault = hasStorageFault(store)
  const wall = connection === 'connected' ? station?.screens.wall : undefined
  return (
    <footer className="status-bar">
      <strong className="notice">{words('notice.secondary')}</strong>
      <span className="status-item primary-stays">
        <ShieldAlert size={16} aria-hidden="true" />
        {words('notice.bedside')}
      </span>
      {testRuntime && <strong className="chip">{words('status.testRuntime')}</strong>}
      <span className="status-space" />
      <span className={storeFault ? 'status-item fault' : 'status-item'} role="status">
        <HardDrive size={16} aria-hidden="true" />
        {words('status.storage')} <b>{storageText(store, recording)}</b>
      </span>
      <ExportField
        outbox={connection === 'connected' ? station?.outbox : undefined}
        count={destinations.length}
      />
      {wall?.wanted === true && wall.state === 'noDisplay' && (
        <span className="status-item fault" role="status">
          <MonitorX size={16} aria-hidden="true" />
          {words('status.wallMissing')} <b>{words('status.wallNoDisplay')}</b>
        </span>
      )}
      <span className="status-item sweep">
        {words('status.sweep', {
          speed: printedNumber(settings.speedMmPerSecond),
          gain: printedNumber((settings.ecgGain === 'auto' ? 1 : settings.ecgGain) * USUAL_MM_PER_MILLIVOLT),
        })}
        {!calibrated && <> {words('status.notCalibrated')}</>}
      </span>
      {readableMetres !== null && (
        <span className="status-item distance">
          {words('status.distance', { metres: printedNumber(readableMetres) })}
        </span>
      )}
      {delayMs !== null && (
        <span className="status-item">
          {words('status.delay')}{' '}
          <b>{words('status.seconds', { seconds: printedValue(delayMs / 1_000, 1) })}</b>
        </span>
      )}
    </footer>
  )
}

/** What is queued for the hospital's systems; its own component, as it counts the seconds. */
function ExportField({
  outbox,
  count,
}: {
  readonly outbox: OutboxView | undefined
  readonly count: number
}): ReactElement {
  const { utcMs } = useNow()
  return (
    <span className={needsAttention(outbox) ? 'status-item fault' : 'status-item'}>
      <Send size={16} aria-hidden="true" />
      {words('status.export')} <b>{exportText(count, outbox, utcMs)}</b>
    </span>
  )
}
