import { expect, it } from 'vitest'
import { berryPm6750 } from '../../../drivers/berry-pm6750/driver.ts'
import type { Machine } from '../machine.ts'
import type { IngestRound } from './ingest.ts'
import { ingestResult, latenciesMs } from './ingest-result.ts'
import { ingestText } from './ingest-text.ts'
import { MARKER_ID, packet } from './packets.ts'

const MACHINE: Machine = { cores: 2, cpu: 'one', memoryGigabytes: 1, system: 's', node: '24', commit: 'c' }

function round(side: IngestRound['side'], cpuPercent: number, latencies: readonly number[]): IngestRound {
  return { side, load: 1, cpuPercent, sentBytes: 100, lostBytes: 0, refused: 0, latenciesMs: latencies }
}

it('says for each packet when its end had passed, exactly once', () => {
  let markers = 0
  const decoder = berryPm6750.start(
    { measure: (one) => void (one.type === 'numeric' && one.channel.id === MARKER_ID && markers++) },
    berryPm6750.options.parse({ listenOnly: true }),
  )
  for (let index = 1; index <= 5; index++) {
    decoder.push(packet(), index)
    expect(markers).toBe(index)
  }
})

it('takes the time of each packet by line and order', () => {
  const written = [[1e6, 5e6], [2e6]]
  expect(latenciesMs(written, [[3e6, 6e6], [2.5e6]])).toEqual([2, 1, 0.5])
  expect(latenciesMs(written, [[3e6, 6e6], [2.5e6]], 1)).toEqual([1])
  expect(latenciesMs(written, [[3e6], []])).toEqual([2])
  expect(latenciesMs(written, [])).toEqual([])
})

it('folds rounds by side and holds them against the pass lines', () => {
  const rounds = [
    round('vigil', 12, [1, 2]),
    round('cat', 3, []),
    round('serialport, bare handler', 10, [1]),
    round('vigil', 14, [4]),
  ]
  const result = ingestResult(MACHINE, { rounds, ports: 32, seconds: 10, missing: ['one was not there.'] })
  expect(result.sides.vigil).toMatchObject({ rounds: 2, sentBytes: 200, arrivalMs: { count: 3, max: 4 } })
  expect(result.sides.cat?.arrivalMs).toBeNull()
  const text = ingestText(result)
  expect(text).toContain('(1.20 x) holds')
  expect(text).toContain('one was not there.')
})
