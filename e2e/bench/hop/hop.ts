import { until } from '../../support/wait.ts'
import type { Bench } from '../bench.ts'
import { blockUiThread } from '../byte-to-pixel/blocker.ts'
import { startSide } from '../electron-side.ts'
import { load } from '../machine.ts'
import { FORMS, type Form, type HopSettings, type HopTimes } from './settings.ts'

const SECONDS = 6
/** Warm-up and measured seconds, several times over on a busy machine. */
const END_WITHIN_MS = 60_000

/** One form, once, with the page's UI thread free or standing still half a second at a time. */
export interface HopRound {
  readonly form: Form
  readonly blocked: boolean
  readonly times: HopTimes
  readonly load: number
}

async function hopRound(bench: Bench, form: Form, blocked: boolean): Promise<HopRound> {
  const settings: HopSettings = { form, seconds: SECONDS }
  const side = await startSide(bench, [bench.apps.hop], { BENCH_HOP: JSON.stringify(settings) })
  try {
    const unblock = blocked ? await blockUiThread(side.page) : null
    let times: HopTimes | undefined
    const because = 'it sends for some seconds and then says what it measured'
    await until('The times of the hop', { withinMs: END_WITHIN_MS, because }, async () => {
      times = await side.application.evaluate(() => (globalThis as { benchHop?: HopTimes }).benchHop)
      return times !== undefined
    })
    await unblock?.()
    if (times === undefined) throw new Error('the hop gave no times')
    return { form, blocked, times, load: load() }
  } finally {
    await side.close()
  }
}

/** B6: ticks of a full ward from a utility process to a worker of a page, in three forms. In: rounds. Out: every round, in the order they ran. */
export async function hop(bench: Bench, rounds: number): Promise<HopRound[]> {
  const results: HopRound[] = []
  for (let round = 1; round <= rounds; round++) {
    bench.say(`hop, round ${round} of ${rounds}`)
    for (const form of FORMS) {
      for (const blocked of [false, true]) results.push(await hopRound(bench, form, blocked))
    }
  }
  return results
}
