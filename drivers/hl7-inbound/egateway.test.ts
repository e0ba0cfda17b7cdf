import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import { eventWords } from './event-words.ts'
import { hear, lossesOf, messageOf, numericsOf } from './testing/hear.ts'

function linesOf(file: string): readonly (readonly string[])[] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => line.split(','))
}

const ALARM_REPORT = '196616^MDC_EVT_ALARM^MDC|||20240501120000.0000+0000'

/** What an alarm report says: its event with place and marks, and further rows. */
function alarm(event: string, place: string, rows: readonly string[] = [], marks = 'H~PM~SP') {
  const message = messageOf(
    [
      '|69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X',
      `CWE|196616^MDC_EVT_ALARM^MDC|${place}|${event}|||${marks}|||R`,
      ...rows,
      `ST|68481^MDC_ATTR_EVENT_PHASE^MDC|${place}|start||||||R`,
    ],
    { type: 'ORU^R40^ORU_R40', report: ALARM_REPORT },
  )
  return hear(message).said.flatMap((one) =>
    one.type === 'alert' ? [[one.text, one.priority, one.kind, one.phase]] : [],
  )
}

describe('the code list of an eGateway', () => {
  withShared(
    'protocols/tables/mindray_egateway_codes.csv',
    'is read whole, each number in its unit',
    (file) => {
      let read = 0
      for (const [kind, code, name, system, type, place, unit, , , example] of linesOf(file)) {
        if (kind !== 'numeric' || (type !== 'NM' && type !== 'SN')) continue
        const heard = hear(messageOf([`${type}|${code}^${name}^${system}|${place}|${example}|${unit}|||||R`]))
        const [numeric, ...others] = numericsOf(heard)
        expect(lossesOf(heard), name).toEqual([])
        expect(others, name).toEqual([])
        expect(numeric, name).toMatchObject({ validity: 'good' })
        // A name for people, and not that of the wire.
        expect(numeric?.channel.label, name).not.toMatch(/^(MDC|MNDRY)_/)
        if (type === 'NM') expect(numeric?.value, name).toBe(Number(example))
        read++
      }
      expect(read).toBeGreaterThan(80)
    },
  )

  it('has one number for two rates: that of impedance cardiography never stands for the ECG', () => {
    const rate = (place: string, value: string) =>
      `NM|147842^MDC_ECG_HEART_RATE^MDC|${place}.147842|${value}|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R`
    const both = numericsOf(hear(messageOf([rate('1.7.4', ''), rate('1.6.3', '61')])))
    expect(both.map(({ channel, value }) => [channel.key, channel.label, value])).toEqual([
      ['MDC_ECG_HEART_RATE', 'HR', null],
      ['X_HL7_INBOUND_147842', 'HR CO', 61],
    ])
  })

  it('tells the mode of a ventilator when it changes, and that it has none', () => {
    const mode = (value: string, status = 'R') =>
      `ST|184352^MDC_VENT_MODE^MDC|1.13.3.184352|${value}|262656^MDC_DIM_DIMLESS^MDC|||||${status}`
    const messages = [mode('VCV'), mode('VCV'), mode('PCV'), mode('', 'X')].map((row, index) =>
      messageOf([row], { id: `${index}` }),
    )
    const told = hear(messages).said.flatMap((one) =>
      one.type === 'identity' && one.fields.mode !== undefined ? [one.fields.mode] : [],
    )
    expect(told).toEqual(['VCV', 'PCV', ''])
  })
})

describe('an alarm of an eGateway', () => {
  const LOW = '196674^MDC_EVT_LO_VAL_LT_LIM^MDC'
  const number = (place: string, range: string) =>
    `NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|${place}|85|262688^MDC_DIM_PERCENT^MDC|${range}||||R`

  it.each([
    ['below its limit, with the limit', LOW, '1.3.1.150456', '90-100', 'SpO2 below limit 90'],
    ['above its limit', '196652^MDC_EVT_HI_VAL_GT_LIM^MDC', '1.3.1.150456', '90-98', 'SpO2 above limit 98'],
    ['whose limit is not told', LOW, '1.3.1.150456', '', 'SpO2 below limit'],
    ['whose limit has another form', LOW, '1.3.1.150456', 'low', 'SpO2 below limit'],
    [
      'beyond an extreme limit',
      '30905^MNDRY_EVT_HI_VAL_GT_EXTREME_LIM^99MNDRY',
      '1.1.9.150021',
      '90-200',
      'NIBP sys above extreme limit 200',
    ],
  ])('%s', (_name, event, place, range, text) => {
    const rows = [number(place, range).replace('150456', place.split('.').at(-1) ?? '')]
    expect(alarm(event, place, rows)).toEqual([[text, 'medium', 'physiological', 'start']])
  })

  it.each([
    ['199684^MDC_EVT_ECG_ASYSTOLE^MDC', '1.7.2.0', 'H~PH~SP', 'Asystole', 'high', 'physiological'],
    ['196916^MDC_EVT_SENSOR_DISCONN^MDC', '1.3.1.0', 'H~PM~ST', 'Sensor disconnected', 'medium', 'technical'],
    [
      '30226^MNDRY_EVT_NIBP_EXCESSIVE_MOTION^99MNDRY',
      '1.1.9.0',
      'H~PL~ST',
      'NIBP excessive motion',
      'low',
      'technical',
    ],
    // Words of its own stay as they are.
    ['30226^Cuff moved^99MNDRY', '1.1.9.0', 'H~PL~ST', 'Cuff moved', 'low', 'technical'],
    ['30226', '1.1.9.0', 'H~PL~ST', 'Alarm 30226', 'low', 'technical'],
  ])('%s is told in words', (event, place, marks, text, priority, kind) => {
    expect(alarm(event, place, [], marks)).toEqual([[text, priority, kind, 'start']])
  })

  withShared('protocols/tables/mindray_alarm_codes.csv', 'has words for every event of the list', (file) => {
    for (const [, name = ''] of linesOf(file)) {
      expect(eventWords(name), name).not.toMatch(/_|MNDRY|MDC/)
      expect(eventWords(name), name).toMatch(/^[A-Z0-9]/)
    }
  })
})
