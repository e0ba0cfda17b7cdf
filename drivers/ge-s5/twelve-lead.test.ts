import { expect, it } from 'vitest'
import { MAIN_TYPE, TWELVE_LEAD } from './codes.ts'
import { anyRecord, Listener } from './testing/records.ts'

const WF_HEADER = 6
const BLOCK_BYTES = 2 * TWELVE_LEAD.wordsPerBlock
const LEADS = TWELVE_LEAD.leads.length

interface TestBlock {
  /** Five samples for each of the eight leads; null: the lead is invalid. */
  readonly leads: readonly (readonly number[] | null)[]
  readonly counter: number
  readonly pacer?: number
}

/** Packs blocks as section 6.1 describes them, written here apart from the decoder. */
function packed(blocks: readonly TestBlock[], words: number = TWELVE_LEAD.wordsPerBlock): Uint8Array {
  const bytes = new Uint8Array(WF_HEADER + TWELVE_LEAD.extensionSize + blocks.length * BLOCK_BYTES)
  const view = new DataView(bytes.buffer)
  view.setInt16(0, blocks.length * TWELVE_LEAD.samplesPerBlock, true)
  view.setUint16(WF_HEADER, TWELVE_LEAD.extensionSize, true)
  view.setUint16(WF_HEADER + 6, words << 10, true)
  for (const [index, block] of blocks.entries()) {
    const at = WF_HEADER + TWELVE_LEAD.extensionSize + index * BLOCK_BYTES
    const signs = [0, 0]
    for (let lead = 0; lead < LEADS; lead++) {
      const samples = block.leads[lead]
      const place = at + lead * 6
      view.setInt16(place, samples?.[0] ?? -32767, true)
      if (samples === null || samples === undefined) continue
      const steps = samples.slice(1).map((sample, step) => sample - (samples[step] ?? 0))
      for (const pair of [0, 1]) {
        const [first = 0, second = 0] = steps.slice(2 * pair, 2 * pair + 2)
        view.setUint16(place + 2 + 2 * pair, (Math.abs(first) << 8) | Math.abs(second), true)
        if (first < 0) signs[pair] = (signs[pair] ?? 0) | (1 << (15 - 2 * lead))
        if (second < 0) signs[pair] = (signs[pair] ?? 0) | (1 << (14 - 2 * lead))
      }
    }
    view.setUint16(at + 48, signs[0] ?? 0, true)
    view.setUint16(at + 50, signs[1] ?? 0, true)
    view.setUint16(at + 52, block.counter | ((block.pacer ?? 0) << 13), true)
  }
  return bytes
}

const ramp = (lead: number): number[] => [
  lead * 100,
  lead * 100 + 5,
  lead * 100 - 3,
  lead * 100 - 200,
  lead * 100 + 40,
]
const leads = Array.from({ length: LEADS }, (_, lead) => ramp(lead))

const hear = (bytes: Uint8Array) => new Listener().hear(anyRecord(MAIN_TYPE.wave, TWELVE_LEAD.type, bytes))

it('unpacks absolute samples, differences and signs of all eight leads', () => {
  const said = hear(
    packed([
      { leads, counter: 8191 },
      { leads, counter: 0 },
    ]),
  )
  expect(said.map((one) => one.type === 'wave' && one.channel.id)).toEqual(
    TWELVE_LEAD.leads.map((lead) => `MDC_ECG_ELEC_POTL_${lead}`),
  )
  for (const [lead, one] of said.entries()) {
    expect(one).toMatchObject({ channel: { gain: 4, unit: 'uV', rateHz: 500 }, missing: [] })
    expect(one.type === 'wave' && [...one.samples]).toEqual([...ramp(lead), ...ramp(lead)])
  }
})

it('takes an invalid lead as missing, and a pacer pulse as a mark at its sample', () => {
  const said = hear(
    packed([
      { leads, counter: 1 },
      { leads: [null, ...leads.slice(1)], counter: 2, pacer: 3 },
    ]),
  )
  expect(said[0]).toMatchObject({ missing: [{ start: 5, length: 5 }], marks: [{ at: 7, kind: 'pace' }] })
  expect(said[1]).toMatchObject({ missing: [] })
})

it.each([
  ['blocks of another size', packed([{ leads, counter: 1 }], 18)],
  [
    'blocks whose counter does not run',
    packed([
      { leads, counter: 1 },
      { leads, counter: 3 },
    ]),
  ],
  ['no whole block', packed([{ leads, counter: 1 }]).subarray(0, 40)],
  ['no extension', packed([]).subarray(0, WF_HEADER + 2)],
])('refuses and counts %s', (_name, bytes) => {
  expect(hear(bytes)).toMatchObject([{ type: 'fault', kind: 'unexpectedValue' }])
})
