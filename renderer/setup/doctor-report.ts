import type { LineTestView } from '../../electron/ipc/line-test.ts'
import { printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'
import { adviceOf } from './doctor-advice.ts'
import { secondsText } from './doctor-facts.ts'
import { doctorSteps, type StepState } from './doctor-steps.ts'

/** Marks of the steps that any program for text can show. */
const MARKS: Readonly<Record<StepState, string>> = { done: '[x]', now: '[.]', failed: '[!]', waits: '[ ]' }

/** What a report says besides the test. */
export interface ReportFacts {
  readonly atUtcMs: number
  /** Versions of this program and its runtime. */
  readonly version: string
  readonly electron: string
  /** Whether a bed has the line. */
  readonly isBound: boolean
}

function counts(view: LineTestView): readonly string[] {
  const { bytes, sentBytes, skippedBytes, goodFrames, badFrames } = view
  const rows = [
    ['report.received', bytes],
    ['report.written', sentBytes],
    ['report.outside', skippedBytes],
    ['report.good', goodFrames],
    ['report.checksum', badFrames.checksum],
    ['report.other', badFrames.other],
  ] as const
  return rows.map(([key, count]) => `${words(key)}: ${printedValue(count, 0)}`)
}

/** Names of what was decoded, each once, without a single reading. */
function names({ values, waves }: LineTestView): readonly string[] {
  return [...new Set([...values, ...waves].map(({ label, id }) => `${label} (${id})`))]
}

/**
 * A test of a line as text for a colleague or the maker of the monitor: what is the matter, the eight steps, counts and
 * versions. No reading and no byte of the line is in it, so that it holds nothing about a patient.
 */
export function reportText(view: LineTestView, { atUtcMs, version, electron, isBound }: ReportFacts): string {
  const { sentence, meaning, steps } = adviceOf(view)
  const isoTime = new Date(atUtcMs).toISOString()
  const found = names(view)
  return `${[
    words('report.title'),
    ...(view.simulated ? [words('chip.simulated')] : []),
    '',
    `${words('report.made')}: ${isoTime}`,
    `${words('report.version')}: Vigil ${version}, Electron ${electron}`,
    `${words('report.line')}: ${view.link}`,
    `${words('report.driver')}: ${view.driver}`,
    `${words('report.settings')}: ${view.settings ?? '--'}`,
    `${words('report.ran')}: ${secondsText(view.ranMs)}`,
    ...(view.listenOnly ? [words('doctor.listenOnly')] : []),
    '',
    sentence,
    ...(meaning === '' ? [] : [meaning]),
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    '',
    ...doctorSteps(view, isBound).map(({ name, state, note, figure }) =>
      [MARKS[state], name, note, figure].filter((part) => part !== '').join('  '),
    ),
    '',
    ...counts(view),
    '',
    ...(found.length === 0 ? [] : [words('report.names'), ...found, '']),
    words('report.noPatient'),
  ].join('\n')}\n`
}

/** Suggested name of a file of a test: driver and UTC time, nothing of a patient. `vigil-line-ge-s5-20261126T101500Z.vcap`. */
export function lineFileName(
  { driver, simulated }: Pick<LineTestView, 'driver' | 'simulated'>,
  atUtcMs: number,
  extension: 'vcap' | 'txt',
): string {
  const at = new Date(atUtcMs).toISOString().replace(/[-:]|\.\d+/g, '')
  return `vigil-line-${driver}-${at}${simulated ? '-simulated' : ''}.${extension}`
}
