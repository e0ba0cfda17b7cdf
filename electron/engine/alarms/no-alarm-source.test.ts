import { expect, it } from 'vitest'
import type { NumericChannel } from '../../../drivers/model/channel.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { limitedChannels } from './stored-period.ts'
import { NURSE, RR } from './testing/bench.ts'
import { DeskBench } from './testing/desk-bench.ts'

const FORBIDDEN: NumericChannel = { ...RR, isNoAlarmSource: true }
const SECONDS = 60

/** A breath that is far too fast, once a second. Out: what alarms there are, and of what limits are held. */
function fast(channel: NumericChannel) {
  const time = new ManualTime()
  const bench = new DeskBench(time, ['b1'])
  const alarms = bench.desk.of('b1')
  alarms.act([{ ...alarms.by(NURSE), type: 'ageClass', before: null, after: 'adult' }])
  for (let second = 0; second < SECONDS; second++) {
    bench.value('b1', channel, 80)
    time.advance(1_000)
    bench.tick()
  }
  const { alarms: raised, status } = alarms.board()
  return { raised: raised.map(({ text }) => text), limited: status.limits.map(({ label }) => label) }
}

it('H18 a number that its maker forbids alarms of raises none, and no limit is shown beside it', () => {
  expect(fast(RR).raised).toHaveLength(1)
  expect(fast(RR).limited).toHaveLength(1)
  expect(fast(FORBIDDEN)).toEqual({ raised: [], limited: [] })
})

it('what other limits would have done is not asked of it either', () => {
  const reader = (channel: NumericChannel) => ({ channels: () => [{ number: 1, channel }] })
  const of = (channel: NumericChannel) =>
    limitedChannels(Object.assign(Object.create(null), reader(channel)), 'b1')
  expect(of(RR)).toHaveLength(1)
  expect(of(FORBIDDEN)).toEqual([])
})
