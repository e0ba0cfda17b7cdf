import { table, verdict, when } from '../markdown.ts'
import type { HopResult } from './hop-result.ts'
import { FLOOR, type Form, TICKS_PER_SECOND, WAVES } from './settings.ts'

/** Lines that a result is held against; they never fail a run. The gap: three ticks, a frame more than a wave may be late unseen. */
const PASS_LINES = { workUs: 60, bytesASample: 4.2, gapMs: 50 } as const

/** The part of the page on B6. */
export function hopText(result: HopResult): string {
  const rows = result.figures.map((one) => [
    one.form,
    one.blocked ? 'blocked' : 'free',
    one.ticks,
    one.lost,
    one.sendUs,
    one.readUs,
    one.roundTripMs.p50,
    one.roundTripMs.p99,
    one.longestGapMs,
    one.bytesASample ?? '',
  ])
  const of = (form: Form, blocked: boolean) =>
    result.figures.find((one) => one.form === form && one.blocked === blocked)
  const work = (form: Form) => {
    const free = of(form, false)
    return (free?.sendUs ?? Number.NaN) + (free?.readUs ?? Number.NaN)
  }
  const workUs = work('packed')
  const floorUs = work(FLOOR)
  const bytes = of('packed', false)?.bytesASample ?? Number.NaN
  const gapMs = of('packed', true)?.longestGapMs ?? Number.NaN
  const lines = [
    `at most ${PASS_LINES.workUs} us of work a tick (${workUs}) ${verdict(workUs <= PASS_LINES.workUs)}`,
    `at most ${PASS_LINES.bytesASample} bytes a sample (${bytes}) ${verdict(bytes <= PASS_LINES.bytesASample)}`,
    `no gap of more than ${PASS_LINES.gapMs} ms while the UI thread stands still (${gapMs}) ${verdict(gapMs <= PASS_LINES.gapMs)}`,
  ]
  const head = [
    'form',
    'UI thread',
    'ticks',
    'lost',
    'send us',
    'read us',
    'there and back p50 ms',
    'p99 ms',
    'longest gap ms',
    'bytes a sample',
  ]
  return `## B6: from the engine to the painter, ${WAVES} waves ${TICKS_PER_SECOND} times a second

${when(result)}

${table(head, rows)}

Pass lines: ${lines.join('; ')}.
A utility process sends four samples of each wave to the worker of a page over the ports that the app uses; the worker reads every
sample and answers. Work is the mean time of packing and sending on one side and of reading on the other, whose clock has steps of
0.1 ms. ${Number.isNaN(floorUs) ? '' : `A message that is ${FLOOR} costs ${floorUs} us on the same way: that is the port, the rest of ${workUs - floorUs} us is packing, copying and reading. `}The station
itself sends what a monitor's packet brings, a quarter of a second of samples at a time: a channel's header of 8 bytes then lies over 62
samples instead of four.`
}
