import { z } from 'zod'
import { NUMERIC_CHOICES, WAVE_CHOICES, WAVE_LIMITS } from './codes.ts'

const waveNames = WAVE_CHOICES.map((row) => row.name)
const numericNames = NUMERIC_CHOICES.map((row) => row.name)

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const intellivueOptions = z
  .strictObject({
    listenOnly: z
      .boolean()
      .default(false)
      .describe('Listen only: never write to the monitor. Another system must ask it for data.'),
    waves: z
      .array(z.enum(waveNames))
      .max(WAVE_LIMITS.total)
      .default(['ecg2', 'pleth', 'abp', 'resp', 'co2'])
      .describe(
        'Waves to ask for: at most 3 of the ECG and 8 others. Waves the monitor does not have are left out.',
      ),
    numerics: z
      .array(z.enum(numericNames))
      .max(numericNames.length)
      .default([])
      .describe(
        'Numbers to ask for; none: all that the monitor has. Where a monitor lets them be chosen, it need not send any others.',
      ),
    alarms: z.boolean().default(true).describe("Ask for the monitor's own alarms."),
    fastLine: z
      .boolean()
      .default(true)
      .describe('The port of the monitor is set to "Fix 115200". Off: "Fix 19200", with at most 2 waves.'),
  })
  .superRefine((options, context) => {
    const message = problemOf(options)
    if (message !== null) context.addIssue({ code: 'custom', path: ['waves'], message })
    if (new Set(options.numerics).size !== options.numerics.length) {
      context.addIssue({ code: 'custom', path: ['numerics'], message: 'Each number can be asked for once.' })
    }
  })

export type IntellivueOptions = z.infer<typeof intellivueOptions>

/** Labels to ask for, in the order of the options. */
export function waveLabels(names: readonly string[]): number[] {
  return names.flatMap((name) => WAVE_CHOICES.filter((row) => row.name === name).map((row) => row.label))
}

/** Labels of the numerics to ask for, in the order of the options. */
export function numericLabels(names: readonly string[]): number[] {
  return names.flatMap((name) => NUMERIC_CHOICES.filter((row) => row.name === name).map((row) => row.label))
}

/** Why the monitor cannot send these waves, as one sentence; null if it can (section "wave selection"). */
function problemOf(options: {
  readonly waves: readonly string[]
  readonly fastLine: boolean
}): string | null {
  const { waves, fastLine } = options
  if (new Set(waves).size !== waves.length) return 'Each wave can be asked for once.'
  const ecg = WAVE_CHOICES.filter((row) => row.ecg && waves.includes(row.name)).length
  if (ecg > WAVE_LIMITS.ecg) return `The monitor sends at most ${WAVE_LIMITS.ecg} ECG waves. Remove one.`
  if (waves.length - ecg > WAVE_LIMITS.others) {
    return `The monitor sends at most ${WAVE_LIMITS.others} waves beside the ECG. Remove one.`
  }
  if (!fastLine && waves.length > WAVE_LIMITS.slowLine) {
    return `The slow line carries at most ${WAVE_LIMITS.slowLine} waves. Remove waves or set the monitor to 115200.`
  }
  return null
}
