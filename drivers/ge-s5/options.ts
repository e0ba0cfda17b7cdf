import { z } from 'zod'
import { BUDGET, REQUEST, SESSION, WAVES } from './codes.ts'

const waveNames = WAVES.map((row) => row.name)

/** What an engineer may set for one bed; the set-up screen is drawn from this. */
export const geS5Options = z
  .strictObject({
    listenOnly: z
      .boolean()
      .default(false)
      .describe('Listen only: never write to the monitor. Another system must ask it for data.'),
    intervalSeconds: z
      .int()
      .min(1)
      .max(SESSION.slowestIntervalSeconds)
      .default(5)
      .describe('Seconds between two sets of numbers. 5 or 10 is documented; newer monitors also take 1.'),
    waves: z
      .array(z.enum(waveNames))
      .max(REQUEST.wave.typesMax)
      .default(['ecg1', 'p1', 'pleth', 'co2', 'resp'])
      .describe('Waves to ask for, at most 8 and 600 samples a second together.'),
    alarms: z
      .boolean()
      .default(true)
      .describe("Ask for the monitor's own alarms. Monitors before 2009 do not send them."),
    trends: z
      .enum(['none', '10s', '60s'])
      .default('none')
      .describe("Ask for the monitor's own averages as well. They flow only while a case is open."),
    fastLine: z
      .boolean()
      .default(false)
      .describe('The line runs at 115200: the limits of the slow line do not apply.'),
  })
  .superRefine((options, context) => {
    const problem = lineProblem(options)
    if (problem !== null) context.addIssue({ code: 'custom', path: ['waves'], message: problem })
  })

export type GeS5Options = z.infer<typeof geS5Options>

const MS_PER_SECOND = 1000
/** Silence is two and a half times the interval asked for (DESIGN rule 2). */
const QUIET_FACTOR = 2.5

/** How long a line may be silent when records are asked for at this interval, milliseconds. */
export function quietMsFor(intervalSeconds: number): number {
  return QUIET_FACTOR * intervalSeconds * MS_PER_SECOND
}

/** Wave type numbers for the names in the options, in their order. */
export function waveTypes(names: readonly string[]): number[] {
  return names.flatMap((name) => WAVES.filter((row) => row.name === name).map((row) => row.type))
}

/** Why the slow line cannot carry what is asked for, as one sentence; null if it can (sections 4.2 and 8). */
function lineProblem(options: {
  readonly waves: readonly string[]
  readonly intervalSeconds: number
  readonly fastLine: boolean
}): string | null {
  if (new Set(options.waves).size !== options.waves.length) return 'Each wave can be asked for once.'
  if (options.fastLine) return null
  const samples = options.waves.reduce(
    (sum, name) => sum + (WAVES.find((row) => row.name === name)?.rateHz ?? 0),
    0,
  )
  if (samples > BUDGET.samplesPerSecond) {
    return `The monitor sends at most ${BUDGET.samplesPerSecond} samples a second; these waves need ${samples}. Remove a wave.`
  }
  const bytes =
    BUDGET.displayedRecordBytes / options.intervalSeconds +
    samples * BUDGET.bytesPerSample +
    (samples > 0 ? BUDGET.waveRecordBytes : 0)
  if (bytes > BUDGET.bytesPerSecond) {
    return 'The line is too slow for these waves at this interval. Choose 5 seconds or more, or fewer waves.'
  }
  return null
}
