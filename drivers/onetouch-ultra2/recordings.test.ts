import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import type { Measurement } from '../model/measurement.ts'
import { Ultra2Decoder } from './decode.ts'
import { ultra2Options } from './options.ts'

const PATH = 'protocols/captures/onetouch-ultra2/lines.txt'

/** What the meter says of its clock, as the second program reads it: eleven minutes behind the latest reading. */
const CLOCK = 'F "SAT","03/21/15","16:56:24   " 0608\r\n'

function decode(path: string, { everything = false, ownMeter = false }) {
  const said: Measurement[] = []
  const decoder = new Ultra2Decoder(
    { measure: (one) => said.push(one), ...(everything && { wantsEverything: true }) },
    ultra2Options.parse({ ownMeter }),
  )
  if (!everything)
    decoder.push(
      Uint8Array.from(CLOCK, (letter) => letter.charCodeAt(0)),
      0,
    )
  decoder.push(new Uint8Array(readFileSync(path)), 0)
  decoder.end(0)
  const readings = said.flatMap((one) =>
    one.type === 'numeric' && one.channel.id === 'MDC_CONC_GLU_CAPILLARY_WHOLEBLOOD'
      ? [{ value: one.value, unit: one.channel.unit, at: new Date(one.measuredDeviceMs ?? 0).toISOString() }]
      : [],
  )
  return { said, readings, counts: decoder.counts }
}

const FIRST = { value: 81, unit: 'mg/dL', at: '2015-03-21T16:45:24.000Z' }

withShared(PATH, 'reads the header and the three readings of a recorded meter', (path) => {
  const { said, readings, counts } = decode(path, { everything: true })
  expect(counts).toEqual({
    good: 4,
    checksum: 0,
    length: 0,
    short: 0,
    escape: 0,
    partial: 0,
    skippedBytes: 0,
  })
  expect(readings).toEqual([
    FIRST,
    { value: 105, unit: 'mg/dL', at: '2015-03-21T16:42:11.000Z' },
    { value: 176, unit: 'mg/dL', at: '2015-03-21T16:39:46.000Z' },
  ])
  expect(said[0]).toMatchObject({ type: 'identity', fields: { serial: 'GMF600DCY' } })
  expect(said[1]).toMatchObject({ value: 3, channel: { id: 'X_ONETOUCH_ULTRA2_RECORDS' } })
  const codes = said.flatMap((one) =>
    one.type === 'numeric' && /MEAL|COMMENT/.test(one.channel.id) ? [one.value] : [],
  )
  expect(codes).toEqual([0, 3, 1, 2, 0, 2])
})

withShared(
  PATH,
  'shows a station none of them, or the latest where the meter is the patient\u2019s',
  (path) => {
    expect(decode(path, {}).readings).toEqual([])
    expect(decode(path, { ownMeter: true }).readings).toEqual([FIRST])
  },
)
