import { expect, it } from 'vitest'
import { bitalino } from '../bitalino/driver.ts'
import { createTwin as createBoard } from '../bitalino/encode.ts'
import type { Measurement } from '../model/measurement.ts'
import { startNonin } from './decode.ts'
import { createTwin, spotReading } from './encode.ts'
import type { Format } from './options.ts'

/** What is heard with the format set; left to itself the decoder must hear the same. */
function hear(format: Format, bytes: readonly number[]) {
  const set = hearAs(format, bytes)
  expect(hearAs('auto', bytes).said.filter((one) => one.type !== 'fault')).toEqual(
    set.said.filter((one) => one.type !== 'fault'),
  )
  return set
}

function hearAs(format: Format | 'auto', bytes: readonly number[]) {
  const said: Measurement[] = []
  const decoder = startNonin({ measure: (one) => said.push(one) }, { format })
  decoder.push(Uint8Array.from(bytes), 0)
  decoder.end(0)
  return { said, counts: { ...decoder.counts } }
}

const bytesOf = (hex: string): number[] => hex.split(' ').map((pair) => Number.parseInt(pair, 16))

function texts(said: readonly Measurement[], vendor: string): string[] {
  return said.flatMap((one) =>
    one.type === 'numeric' && one.channel.vendor === vendor ? [`${one.value} ${one.validity}`] : [],
  )
}

function wavesOf(said: readonly Measurement[]): number[] {
  return said.flatMap((one) => (one.type === 'wave' ? [...one.samples] : []))
}

/** A packet of format 2 with the given status bits in every frame. */
function packet2(status = 0, numbers: readonly (readonly [frame: number, byte: number])[] = []): number[] {
  const floats = new Map(numbers)
  return Array.from({ length: 25 }, (_, index) => {
    const frame = [0x01, 0x80 | status | (index === 0 ? 1 : 0), index, floats.get(index + 1) ?? 0]
    return [...frame, frame.reduce((sum, byte) => (sum + byte) & 0xff, 0)]
  }).flat()
}

const RATE_140: readonly (readonly [number, number])[] = [
  [1, 1],
  [2, 12],
  [3, 98],
  [9, 97],
  [14, 1],
  [15, 11],
  [20, 1],
  [21, 13],
]

it('shows nothing before the end of one whole packet, and then what it held, with the times it came', () => {
  const packet = packet2(0, RATE_140)
  expect(hear('df2', packet.slice(0, -5)).said.filter((one) => one.type !== 'fault')).toEqual([])
  expect(wavesOf(hear('df2', packet).said)).toEqual(Array.from({ length: 25 }, (_, at) => at))
  const { said } = hear('df2', [...packet.slice(15), ...packet, ...packet, ...packet])
  expect(texts(said, 'HR')).toEqual(['140 good', '140 good', '140 good'])
  expect(texts(said, 'SpO2')).toEqual(['98 good', '98 good', '98 good'])
  expect(texts(said, 'E-HR')).toEqual(['139 good', '139 good', '139 good'])
  expect(texts(said, 'HR-D')).toEqual(['141 good', '141 good', '141 good'])
  expect(wavesOf(said)).toEqual(Array.from({ length: 75 }, (_, at) => at % 25))
})

it.each([
  ['sensor alarm', 0x08, '140 good', 'null off'],
  ['sensor disconnected', 0x40, '140 good', 'null off'],
  ['out of track', 0x10, '140 good', '140 questionable'],
  ['artefact', 0x20, '140 good', '140 questionable'],
] as const)(
  '%s in a packet changes what all its numbers are, display values too',
  (_, status, before, after) => {
    const { said } = hear(
      'df2',
      [0, status].flatMap((bits) => packet2(bits, RATE_140)),
    )
    expect(texts(said, 'HR')).toEqual([before, after])
    expect(texts(said, 'HR-D')[1]?.split(' ')[1]).toBe(after.split(' ')[1])
    expect(texts(said, 'SpO2-D')[1]?.split(' ')[1]).toBe(after.split(' ')[1])
  },
)

it('gives missing values no number', () => {
  const missing = packet2(0, [
    [1, 3],
    [2, 0x7f],
    [3, 0x7f],
  ])
  const { said } = hear('df2', missing)
  expect(texts(said, 'HR')).toEqual(['null invalid'])
  expect(texts(said, 'SpO2')).toEqual(['null invalid'])
})

it('starts again after one bad sum or one lost frame, and counts it', () => {
  const packet = packet2(0, RATE_140)
  const bad = packet.map((byte, at) => (at === 62 ? byte ^ 1 : byte))
  const short = packet.slice(0, -5)
  for (const broken of [bad, short]) {
    const { said } = hear('df2', [...packet, ...packet, ...broken, ...packet, ...packet, ...packet].flat())
    expect(said.filter((one) => one.type === 'fault').map((one) => one.kind)).toEqual([
      broken === bad ? 'checksum' : 'lostFrame',
    ])
    const waves = said.filter((one) => one.type === 'wave')
    expect(waves.filter((wave) => wave.marks.some((mark) => mark.kind === 'gap'))).toHaveLength(1)
    expect(texts(said, 'HR').every((text) => text === '140 good')).toBe(true)
    expect(texts(said, 'HR')).toHaveLength(5)
  }
})

it('reads frames of format 7 with 16 bits of pleth', () => {
  const frame = (status: number, high: number, low: number, float: number) => {
    const bytes = [status, high, low, float]
    return [...bytes, bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0)]
  }
  expect(frame(0x81, 0x7f, 0xff, 0)).toEqual(bytesOf('81 7F FF 00 FF'))
  const packet = [
    ...frame(0x81, 0x7f, 0xff, 0),
    ...frame(0x80, 0x80, 0x10, 0x48),
    ...Array.from({ length: 23 }, () => frame(0x80, 0xff, 0xff, 0x61)).flat(),
  ]
  const { said } = hear('df7', [...packet, ...packet])
  expect(texts(said, 'HR')).toEqual(['72 good', '72 good'])
  const samples = said.flatMap((one) => (one.type === 'wave' ? [...one.samples] : []))
  expect(samples.slice(0, 3)).toEqual([32_767, 32_784, 65_535])
})

it('reads format 8 once eight frames gave the lock, and blanks held numbers when the finger is out', () => {
  const good = bytesOf('81 0C 62 00')
  const out = bytesOf('81 0C 62 08')
  expect(hear('df8', new Array(7).fill(good).flat()).said).toEqual([])
  const { said } = hear('df8', [...new Array(8).fill(good), out].flat())
  expect(texts(said, 'HR-D')).toEqual([...new Array(8).fill('140 good'), 'null off'])
  expect(texts(said, 'SpO2-D')).toEqual([...new Array(8).fill('98 good'), 'null off'])
})

it('reads one spot reading with its date', () => {
  const { said, counts } = hear(
    'df13',
    bytesOf('00 02 00 0D 00 0E 20 26 11 22 09 36 32 00 02 00 00 48 00 61 95 03'),
  )
  expect(counts.good).toBe(1)
  expect(said).toMatchObject([
    { value: 72, validity: 'good', measuredDeviceMs: Date.UTC(2026, 10, 22, 9, 36, 32) },
    { value: 97, validity: 'good', measuredDeviceMs: Date.UTC(2026, 10, 22, 9, 36, 32) },
  ])
})

it('gives a spot reading without a measurement no number, and a date that cannot be no time', () => {
  const missing = hear(
    'df13',
    bytesOf('00 02 00 0D 00 0E 20 26 11 22 09 36 33 00 00 00 01 FF 00 7F 6A 03'),
  ).said
  expect(texts(missing, 'PR')).toEqual(['null invalid'])
  const impossible = spotReading(72, 97, Date.UTC(2026, 10, 22))
  impossible[8] = 0x13
  impossible[20] = ((impossible[20] ?? 0) + 2) & 0xff
  for (const one of hear('df13', impossible).said)
    expect(one).toMatchObject({ deviceMs: null, value: expect.any(Number) })
})

it('reads a rate of eight bits and more from a spot reading, and keeps stored ones apart', () => {
  expect(texts(hear('df13', spotReading(200, 97, 0)).said, 'PR')).toEqual(['200 good'])
  expect(texts(hear('df13', spotReading(300, 97, 0)).said, 'PR')).toEqual(['300 good'])
  const ids = hear('df13', spotReading(72, 97, 0, true)).said.map(
    (one) => one.type === 'numeric' && one.channel.id,
  )
  expect(ids).toEqual(['X_NONIN_STORED_PR', 'X_NONIN_STORED_SPO2'])
})

/** What a BITalino with so many ports sends in twelve seconds. */
function boardStream(ports: number, rateHz: string): number[] {
  const board = createBoard({ scenario: 'stable', seed: 11, startUtcMs: 0 })
  let nowMs = 0
  const send = (bytes: Uint8Array): void => board.receive(bytes, nowMs)
  const decoder = bitalino.start(
    { measure: () => undefined, send },
    bitalino.options.parse({ ports, rateHz }),
  )
  const wire: number[] = []
  for (; nowMs <= 12_000; nowMs += 100) {
    const bytes = board.produce(nowMs)
    for (const byte of bytes) wire.push(byte)
    decoder.push(bytes, nowMs)
    decoder.tick(nowMs)
  }
  return wire
}

it.each([1, 2, 3, 4, 5, 6])('H6 makes nothing of the packets of a BITalino with %d ports', (ports) => {
  for (const rateHz of ['100', '1000']) {
    const wire = boardStream(ports, rateHz)
    for (const format of ['auto', 'df2', 'df7', 'df8', 'df13'] as const) {
      expect(hearAs(format, wire).said.filter((one) => one.type !== 'fault')).toEqual([])
    }
  }
})

it('takes format 8 up again with another saturation, and where bits change that mean nothing once it is known', () => {
  const frame = (saturation: number, status2 = 0) => [0x80, 72, saturation, status2]
  const row = [97, 96, 127, 60, 62, 64, 66, 68, 70, 72].map((saturation) => frame(saturation))
  const { said } = hear('df8', [...row, frame(73), frame(40), frame(40, 0x40)].flat())
  expect(texts(said, 'SpO2-D').slice(-3)).toEqual(['73 good', '40 good', '40 good'])
  expect(
    hear('df8', [...new Array(7).fill(frame(97)), ...new Array(7).fill(frame(97, 0x02))].flat()).said,
  ).toEqual([])
})

it.each(['df2', 'df7', 'df8', 'df13'] as const)('%s: makes nothing of noise', (format) => {
  let state = 5
  const noise = Array.from({ length: 200_000 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return state >>> 24
  })
  expect(hear(format, noise).said.filter((one) => one.type !== 'fault')).toEqual([])
})

it.each(['df2', 'df7', 'df8', 'df13'] as const)(
  '%s: reads its twin, and is off while the finger is out',
  (format) => {
    const twin = createTwin({ scenario: 'probe-off', seed: 2, startUtcMs: Date.UTC(2026, 0, 1) }, format)
    const said: Measurement[] = []
    const decoder = startNonin({ measure: (one) => said.push(one) }, { format })
    for (let atMs = 0; atMs <= 100_000; atMs += 100) decoder.push(twin.produce(atMs), atMs)
    expect(said.filter((one) => one.type === 'fault')).toEqual([])
    const saturations = said.filter(
      (one) => one.type === 'numeric' && one.channel.id === 'MDC_PULS_OXIM_SAT_O2',
    )
    expect(saturations.some((one) => one.atMs < 60_000)).toBe(true)
    for (const one of saturations) {
      const isOff = one.atMs > 61_000 && one.atMs < 89_000
      if (one.type === 'numeric' && isOff) expect(one.value).toBeNull()
      if (one.type === 'numeric' && one.atMs < 59_000) expect(one.value).not.toBeNull()
    }
  },
)
