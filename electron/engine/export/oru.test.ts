import { describe, expect, it } from 'vitest'
import { leaf, segmentOf, segmentsOf } from '../../../drivers/hl7v2/message.ts'
import { parseMessage } from '../../../drivers/hl7v2/parse.ts'
import { attemptOnce, USUAL_TIMES } from './mllp-attempt.ts'
import type { Observation } from './observations.ts'
import { buildOru, type OruReport } from './oru.ts'
import { placeOf, stationEui64 } from './oru-address.ts'
import { numericSpec } from './testing/memory-reader.ts'
import { parseWithPython, startPythonReceiver } from './testing/python-hl7.ts'

const FROM = Date.UTC(2026, 10, 22, 6)
const heartRate: Observation = {
  channel: numericSpec(),
  state: 'good',
  value: 72,
  measuredUtcMs: FROM + 59_000,
  simulated: false,
  driver: 'ge-s5',
}
const saturation: Observation = {
  ...heartRate,
  channel: numericSpec({
    key: 'MDC_PULS_OXIM_SAT_O2',
    id: 'MDC_PULS_OXIM_SAT_O2',
    code: 150456,
    source: 'spo2',
    unit: '%',
  }),
  value: 96.65,
}
const own: Observation = {
  ...heartRate,
  channel: numericSpec({
    key: 'X_GE_S5_ENTROPY_SE',
    id: 'X_GE_S5_ENTROPY_SE',
    code: null,
    label: 'S|E',
    unit: '1',
  }),
  value: 50,
}

function report(over: Partial<OruReport> = {}): OruReport {
  return {
    station: 'ward-3',
    eui64: '080019FFFE3ED02D',
    bed: 'b1',
    patient: { id: '12345', authority: 'HOSP' },
    period: { fromUtcMs: FROM, toUtcMs: FROM + 60_000 },
    madeUtcMs: FROM + 61_000,
    gaps: [],
    training: false,
    simulated: false,
    ack: 'ihe',
    observations: [heartRate],
    ...over,
  }
}

function read(over: Partial<OruReport> = {}) {
  const result = parseMessage(buildOru(report(over)).text)
  if (!result.ok) throw new Error(result.problem)
  return result.message
}

function metrics(over: Partial<OruReport>) {
  return segmentsOf(read(over), 'OBX').filter((segment) => leaf(segment, 2) === 'NM')
}

describe('ORU^R01', () => {
  it('has the shape of IHE PCD-01, segments ended by a carriage return', () => {
    const { controlId, text } = buildOru(report())
    expect(text.split('\r')).toEqual([
      `MSH|^~\\&|VIGIL^080019FFFE3ED02D^EUI-64|ward-3|||20261122060101.000+0000||ORU^R01^ORU_R01|${controlId}|P|2.6|||AL|NE||UNICODE UTF-8|en^English^ISO639||IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO`,
      'PID|||12345^^^HOSP^MR||^^^^^^U',
      'PV1||U|ward-3^^b1',
      `OBR|1|080019FFFE3ED02D-b1-${FROM}-${FROM + 60_000}^VIGIL^080019FFFE3ED02D^EUI-64|080019FFFE3ED02D-b1-${FROM}-${FROM + 60_000}^VIGIL^080019FFFE3ED02D^EUI-64|182777000^monitoring of patient^SCT|||20261122060000.000+0000|20261122060100.000+0000`,
      'OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||||||b1^VIGIL^080019FFFE3ED02D^EUI-64',
      'OBX|2||69798^MDC_DEV_ECG_VMD^MDC|1.1.0.0|||||||X',
      expect.stringMatching(/^OBX\|3\|\|70739\^MDC_DEV_CARD_RATE_CHAN\^MDC\|1\.1\.\d+\.0\|{7}X$/),
      expect.stringMatching(
        /^OBX\|4\|NM\|147842\^MDC_ECG_HEART_RATE\^MDC\^8867-4\^[^|]+\^LN\|1\.1\.\d+\.147842\|72\|264864\^MDC_DIM_BEAT_PER_MIN\^MDC\^\{beat\}\/min\^\{beat\}\/min\^UCUM\|{5}R\|{3}20261122060059\.000\+0000\|{4}b1:ge-s5\^VIGIL\^080019FFFE3ED02D\^EUI-64$/,
      ),
      '',
    ])
  })

  it.each([
    ['questionable', 72, '72', 'QUES', 'R'],
    ['demo', 72, '72', 'DEMO', 'R'],
    ['invalid', null, '', 'INV', 'X'],
    ['off', null, '', 'OFF', 'X'],
    ['stale', null, '', 'NAV', 'X'],
    ['stale', 72, '', 'NAV', 'X'],
  ] as const)(
    'sends a %s value %s as "%s" with OBX-8 %s and OBX-11 %s',
    (state, value, sent, flag, result) => {
      const [metric] = metrics({ observations: [{ ...heartRate, state, value }] })
      expect([5, 8, 11].map((field) => leaf(metric, field))).toEqual([sent, flag, result])
    },
  )

  it('marks what no patient gave: OBX-8 TEST, MSH-11 T, and in words after OBR', () => {
    const message = read({
      training: true,
      simulated: true,
      observations: [{ ...heartRate, simulated: true, state: 'invalid', value: null }],
    })
    expect(leaf(segmentOf(message, 'MSH'), 11)).toBe('T')
    const metric = segmentsOf(message, 'OBX').at(-1)
    expect([leaf(metric, 8), leaf(metric, 8, { repeat: 2 })]).toEqual(['INV', 'TEST'])
    const names = message.segments.map((segment) => segment.name)
    expect(names.slice(0, 5)).toEqual(['MSH', 'PID', 'PV1', 'OBR', 'NTE'])
    expect(leaf(segmentOf(message, 'NTE'), 3)).toBe('SIMULATED: not from a patient')
    expect(segmentOf(read(), 'NTE')).toBeUndefined()
    const gap = { fromUtcMs: FROM, toUtcMs: FROM + 5000, label: null, cause: 'unplugged', evidence: 'COM3' }
    const told = read({ gaps: [gap, { ...gap, label: 'HR', evidence: '' }] })
    const texts = told.segments.filter(({ name }) => name === 'NTE').map((segment) => leaf(segment, 3))
    const from = new Date(FROM).toISOString()
    const to = new Date(FROM + 5000).toISOString()
    expect(texts).toEqual([
      `GAP whole bed ${from} to ${to}: unplugged (COM3)`,
      `GAP HR ${from} to ${to}: unplugged`,
    ])
  })

  it('gives every row its own path, two sources of one id different channels', () => {
    const temperature = (source: string): Observation => ({
      ...heartRate,
      channel: numericSpec({ key: `MDC_TEMP@${source}`, id: 'MDC_TEMP', code: 150344, source, unit: 'Cel' }),
    })
    const observations = [
      temperature('t2'),
      own,
      saturation,
      heartRate,
      temperature('t1'),
      { ...own, driver: 'other' },
    ]
    const message = read({ observations })
    const paths = segmentsOf(message, 'OBX').map((segment) => leaf(segment, 4))
    expect(new Set(paths).size).toBe(paths.length)
    expect(paths).toContain('1.5.1.150344')
    expect(paths).toContain('1.5.2.150344')
    expect(paths.every((path) => /^\d+\.\d+\.\d+\.\d+$/.test(path))).toBe(true)
  })

  it('keeps a channel at its place whatever else is sent', () => {
    const pathOf = (observations: Observation[]) =>
      metrics({ observations }).map((segment) => [leaf(segment, 3, { component: 2 }), leaf(segment, 4)])
    expect(pathOf([saturation])[0]).toEqual(pathOf([own, heartRate, saturation])[1])
    expect(placeOf(own.channel).metric).toBeGreaterThan(999_999)
  })

  it('codes a vendor’s own field locally, and escapes its name', () => {
    const [metric] = metrics({ observations: [own] })
    expect([1, 2, 3].map((component) => leaf(metric, 3, { component }))).toEqual([
      'X_GE_S5_ENTROPY_SE',
      'S|E',
      '99VIGIL',
    ])
    expect(buildOru(report({ observations: [own] })).text).toContain('X_GE_S5_ENTROPY_SE^S\\F\\E^99VIGIL')
  })

  it('carries the same control id for the same facts, and another for others', () => {
    const { controlId } = buildOru(report())
    expect(controlId).toMatch(/^[0-9A-F]{20}$/)
    expect(buildOru(report({ madeUtcMs: FROM + 99_000 })).controlId).toBe(controlId)
    expect(buildOru(report({ observations: [{ ...heartRate, value: 73 }] })).controlId).not.toBe(controlId)
    expect(buildOru(report({ patient: { id: '9', authority: 'HOSP' } })).controlId).not.toBe(controlId)
  })

  it.each([
    ['ihe', 'AL', 'NE'],
    ['app', 'NE', 'AL'],
    ['original', '', ''],
  ] as const)('asks for acknowledgements as %s expects: %s, %s', (ack, accept, application) => {
    const header = segmentOf(read({ ack }), 'MSH')
    expect([leaf(header, 15), leaf(header, 16)]).toEqual([accept, application])
  })

  it('makes a EUI-64 of a network card, or of the station’s name', () => {
    const card = { address: '', netmask: '', family: 'IPv4' as const, cidr: null }
    const cards = {
      lo: [{ ...card, mac: '00:00:00:00:00:00', internal: true }],
      eth0: [{ ...card, mac: '08:00:19:3e:d0:2d', internal: false }],
    }
    expect(stationEui64('ward-3', cards)).toBe('080019FFFE3ED02D')
    expect(stationEui64('ward-3', {})).toMatch(/^02[0-9A-F]{14}$/)
    expect(stationEui64('ward-3', {})).not.toBe(stationEui64('ward-4', {}))
  })
})

describe('a receiver that nobody here wrote', () => {
  it('reads the message as it was meant', () => {
    const { text } = buildOru(
      report({ patient: { id: 'Ä|1', authority: 'HOSP' }, observations: [heartRate, saturation] }),
    )
    const [message, ...more] = parseWithPython(text)
    expect(more).toEqual([])
    const values = message?.filter((segment) => segment[0] === 'OBX' && segment[2] === 'NM') ?? []
    expect(values.map((segment) => [segment[3]?.split('^')[0], segment[5]])).toEqual([
      ['147842', '72'],
      ['150456', '96.65'],
    ])
    expect(message?.[1]?.[3]).toBe('Ä\\F\\1^^^HOSP^MR')
  })

  // Python needs about a second to start on a busy machine.
  it('takes it over MLLP and acknowledges it', { timeout: 20_000 }, async () => {
    const receiver = await startPythonReceiver()
    try {
      const message = buildOru(report({ patient: { id: 'Jané-1', authority: 'HOSP' } }))
      const target = { host: '127.0.0.1', port: receiver.port, ack: 'ihe' as const }
      const result = await attemptOnce(target, message, USUAL_TIMES)
      expect(result.end).toBe('delivered')
      const segments = await receiver.next()
      expect(segments[0]?.[10]).toBe(message.controlId)
      expect(segments[1]?.[3]).toBe('Jané-1^^^HOSP^MR')
    } finally {
      receiver.close()
    }
  })
})
