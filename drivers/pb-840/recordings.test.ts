import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import type { Out } from '../driver.ts'
import type { Measurement } from '../model/measurement.ts'
import { Pb840Decoder } from './decode.ts'
import { pb840Options } from './options.ts'

const FOLDER = 'protocols/captures/pb840'

function read(path: string, times = 1, kind: Pick<Out, 'wantsEverything'> = { wantsEverything: true }) {
  const said: Measurement[] = []
  const decoder = new Pb840Decoder({ measure: (one) => said.push(one), ...kind }, pb840Options.parse({}))
  for (let time = 0; time < times; time++) decoder.push(new Uint8Array(readFileSync(path)), time)
  decoder.end(times)
  const values = new Map(
    said.flatMap((one) => (one.type === 'numeric' ? [[one.channel.vendor, one.value] as const] : [])),
  )
  const samples = said.reduce(
    (sum, one) => sum + (one.type === 'wave' && one.channel.id === 'MDC_FLOW_AWAY' ? one.samples.length : 0),
    0,
  )
  return { said, values: Object.fromEntries(values), samples, counts: { ...decoder.counts } }
}

/** A station believes a reply after three in a row; there is one of each kind. */
const AGAIN = 3

withShared(`${FOLDER}/misca_reply.bin`, 'reads every number of a recorded MISCA', (path) => {
  const { values, counts } = read(path, AGAIN)
  expect(counts).toMatchObject({ good: AGAIN, checksum: 0, length: 0, partial: 0 })
  expect(values).toEqual({
    'RR total': 14,
    VTe: 0.38,
    MV: 5.29,
    'MV SPONT': 0,
    Ppeak: 24,
    Pmean: 8.6,
    'P END INSP': 24,
    'IE EXP PART': 5,
    Cdyn: 20,
    RDYN: 5.1,
    'RR SET': 14,
    'VT SET': 0.36,
    'O2 SET': 21,
    'PEEP SET': 5,
  })
})

withShared(
  `${FOLDER}/miscf_reply.bin`,
  'reads every number of a recorded MISCF, and no alarm in force',
  (path) => {
    const { said, values, counts } = read(path, AGAIN)
    expect(counts).toMatchObject({ good: AGAIN, checksum: 0, length: 0, partial: 0 })
    expect(values).toMatchObject({
      'RR total': 14,
      VTe: 0.378,
      MV: 5.29,
      Ppeak: 24,
      Pmean: 8.6,
      'IE EXP PART': 5,
      O2: 20,
      PEEP: 5.8,
      Cdyn: 20,
      'VT SET': 0.365,
    })
    expect(said.filter(({ type }) => type === 'alert')).toEqual([])
  },
)

withShared(FOLDER, 'lists a recording of a single reply, and shows a station nothing of it', (folder) => {
  for (const name of ['misca_reply.bin', 'miscf_reply.bin']) {
    const bytes = `${folder}/${name}`
    expect(read(bytes).values).toEqual(read(bytes, AGAIN).values)
    expect(read(bytes).values).toMatchObject({ 'RR total': 14, MV: 5.29 })
    expect(read(bytes, 1, {}).values).toEqual({})
  }
})

withShared(`${FOLDER}/waveform`, 'reads every sample of three streams of the waveform port', (folder) => {
  // The logger has put one line with its own time before each.
  const whole = read(`${folder}/0149_2016-02-17-08-38-13_1.csv_test`)
  expect(whole).toMatchObject({ samples: 47_018, counts: { partial: 1, checksum: 0 } })
  const short = read(`${folder}/jimmy-example-data.csv.test`)
  expect(short).toMatchObject({ samples: 4_669, counts: { partial: 1, checksum: 0 } })
  // It begins within a breath and ends in damaged letters.
  const damaged = read(`${folder}/bad_unicode_error.csv.test`)
  expect(damaged).toMatchObject({ samples: 75_077, counts: { partial: 1, checksum: 2 } })
})
