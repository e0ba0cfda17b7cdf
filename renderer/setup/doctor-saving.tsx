import { Download, FileText } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import type { LineTestView } from '../../electron/ipc/line-test.ts'
import { bridge } from '../client/bridge.ts'
import { useClient } from '../client/context.ts'
import { printedBytes } from '../words/values.ts'
import { words } from '../words/words.ts'
import { lineFileName, reportText } from './doctor-report.ts'

interface Saved {
  readonly path: string | null
  readonly problem: string | null
}

/** Takes a test away: its bytes as a capture, and what it found as a text without patient data. */
export function DoctorSaving({
  view,
  isBound,
}: {
  readonly view: LineTestView
  readonly isBound: boolean
}): ReactElement {
  const client = useClient()
  const [sentence, setSentence] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const capture = async (): Promise<string> => {
    const { vcap, leftOutBytes } = await client.call('lineTest.capture', { run: view.run })
    const saved = await bridge().saveCapture(lineFileName(view, Date.now(), 'vcap'), vcap)
    const leftOut =
      leftOutBytes === 0 ? '' : ` ${words('doctor.leftOut', { bytes: printedBytes(leftOutBytes) })}`
    return `${outcomeOf(saved)}${leftOut}`
  }
  const report = async (): Promise<string> => {
    const { version, electron } = await bridge().about()
    const text = reportText(view, { atUtcMs: Date.now(), version, electron, isBound })
    return outcomeOf(await bridge().saveText(lineFileName(view, Date.now(), 'txt'), text))
  }
  const save = (what: () => Promise<string>) => {
    setIsBusy(true)
    setSentence(null)
    what()
      .then(setSentence, (error: Error) => setSentence(error.message))
      .finally(() => setIsBusy(false))
  }
  return (
    <div className="doctor-saving">
      <button
        type="button"
        className="button dense"
        disabled={isBusy || view.bytes + view.sentBytes === 0}
        onClick={() => save(capture)}
      >
        <Download size={15} aria-hidden="true" />
        {words('doctor.saveCapture')}
      </button>
      <button type="button" className="button dense" disabled={isBusy} onClick={() => save(report)}>
        <FileText size={15} aria-hidden="true" />
        {words('doctor.saveReport')}
      </button>
      <p className="quiet">{words('doctor.savingHolds')}</p>
      {sentence !== null && <p role="status">{sentence}</p>}
    </div>
  )
}

function outcomeOf({ path, problem }: Saved): string {
  return problem ?? (path === null ? words('shift.notSaved') : words('shift.saved', { path }))
}
