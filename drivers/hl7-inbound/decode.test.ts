import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { END_BLOCK, START_BLOCK } from '../hl7v2/codes.ts'
import { encodeMllp } from '../hl7v2/mllp.ts'
import { hasNumber } from '../model/measurement.ts'
import { hear, listener, lossesOf, messageOf, numericsOf, spo2 } from './testing/hear.ts'

/** Bytes that frame a message have no place inside one. */
const FRAMING = new RegExp(`[${String.fromCharCode(START_BLOCK, END_BLOCK)}]`, 'g')

const readingOf = (row: string) => {
  const [numeric] = numericsOf(hear(messageOf([row])))
  return numeric === undefined
    ? 'nothing'
    : [numeric.channel.id, numeric.value, numeric.channel.unit, numeric.validity]
}

describe('what a row is about', () => {
  const table: readonly (readonly [name: string, row: string, said: unknown])[] = [
    ['an MDC number', spo2('97'), ['MDC_PULS_OXIM_SAT_O2', 97, '%', 'good']],
    [
      'the number, whatever its name',
      'NM|147842^MDC_ECG_CARD_BEAT_RATE^MDC|1.7.4.147842|60|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R',
      ['MDC_ECG_HEART_RATE', 60, '/min', 'good'],
    ],
    [
      'the same number from impedance cardiography, which is no rate of the ECG',
      'NM|147842^MDC_ECG_CARD_BEAT_RATE^MDC|1.6.3.147842|60|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R',
      ['X_HL7_INBOUND_147842', 60, '/min', 'good'],
    ],
    [
      'LOINC',
      'NM|8867-4^Heart rate^LN||71|{beat}/min^{beat}/min^UCUM|||||R',
      ['MDC_ECG_HEART_RATE', 71, '/min', 'good'],
    ],
    [
      'LOINC as the alternate',
      'NM|HR1^Puls^L^8889-8^Heart rate^LN||71|/min|||||R',
      ['MDC_PULS_OXIM_PULS_RATE', 71, '/min', 'good'],
    ],
    [
      'an MDC number as the alternate',
      'NM|59408-5^SpO2^LN^150456^SpO2^MDC||96|%|||||R',
      ['MDC_PULS_OXIM_SAT_O2', 96, '%', 'good'],
    ],
    [
      'the cuff numbers of one maker',
      'NM|150301^MDC_PRESS_CUFF_SYS^MDC|1.1.9.150301|121|266016^MDC_DIM_MMHG^MDC|||||R',
      ['MDC_PRESS_BLD_NONINV_SYS', 121, 'mm[Hg]', 'good'],
    ],
    [
      "a row of the vendor's list",
      'NM|364^MNDRY_BLD_PULS_RATE_ART_ABP^99MNDRY|1.1.1.364|60|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R',
      ['X_HL7_INBOUND_364', 60, '/min', 'good'],
    ],
    [
      'a code nobody knows',
      'NM|4711^Thing^99XYZ|1.2.3.4|5|furlong|||||R',
      ['X_HL7_INBOUND_4711', 5, '{furlong}', 'good'],
    ],
    ['a text that is a number', `ST|150456^SpO2^MDC||95|%|||||R`, ['MDC_PULS_OXIM_SAT_O2', 95, '%', 'good']],
    ['a text', 'ST|184352^MDC_VENT_MODE^MDC|1.13.3.184352|VCV|262656^MDC_DIM_DIMLESS^MDC|||||R', 'nothing'],
    ['a device row', '|69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X', 'nothing'],
    ['a facet of a number', spo2('97').replace('1.3.1.150456', '1.3.1.150456.1'), 'nothing'],
  ]
  it.each(table)('reads %s', (_name, row, said) => {
    expect(readingOf(row)).toEqual(said)
  })

  it('keeps the code and the words of what nobody knows', () => {
    const [numeric] = numericsOf(hear(messageOf(['NM|4711^Thing^99XYZ|1.2.3.4|5||||||R'])))
    expect(numeric?.channel).toMatchObject({
      code: null,
      vendor: '4711^Thing^99XYZ',
      label: 'Thing',
      unit: '1',
    })
  })
})

describe('what a value is', () => {
  const numbers: readonly (readonly [string, number])[] = [
    ['97', 97],
    [' 97 ', 97],
    ['+1.50', 1.5],
    ['-0.3', -0.3],
    ['.5', 0.5],
  ]
  it.each(numbers)('reads "%s"', (text, value) => {
    expect(readingOf(spo2(text))).toEqual(['MDC_PULS_OXIM_SAT_O2', value, '%', 'good'])
  })

  it.each(['0,5', '1e2', '>200', '<50', '97%', 'Infinity', 'NaN', '0x10', '1 000', '97~98', '1'.repeat(30)])(
    'makes no number of "%s", and counts it',
    (text) => {
      const heard = hear(messageOf([spo2(text)]))
      expect(numericsOf(heard)).toMatchObject([{ value: null, validity: 'invalid' }])
      expect(lossesOf(heard)).toEqual(['unexpectedValue 150456^MDC_PULS_OXIM_SAT_O2^MDC'])
    },
  )

  it.each(['', '---', '""', '?'])('takes "%s" as no value', (text) => {
    const heard = hear(messageOf([spo2(text)]))
    expect(numericsOf(heard)).toMatchObject([{ value: null, validity: 'invalid' }])
    expect(lossesOf(heard)).toEqual([])
  })

  const structured: readonly (readonly [string, number | null])[] = [
    ['^1^:^2', 0.5],
    ['^1^/^4', 0.25],
    ['^37.2', 37.2],
    ['=^37.2', 37.2],
    ['>^200', null],
    ['^1^-^2', null],
    ['^1^:^0', null],
    ['', null],
  ]
  it.each(structured)('reads SN "%s"', (text, value) => {
    const row = `SN|151832^MDC_RATIO_IE^MDC|1.11.4.151832|${text}|262656^MDC_DIM_DIMLESS^MDC|||||R`
    expect(numericsOf(hear(messageOf([row])))).toMatchObject([{ channel: { id: 'MDC_RATIO_IE' }, value }])
  })

  const flags: readonly (readonly [rest: string, validity: string, processing?: string])[] = [
    ['||||R', 'good'],
    ['||VAL|||F', 'good'],
    ['||L~ALACT|||R', 'good'],
    ['||QUES|||R', 'questionable'],
    ['||CAL|||R', 'questionable'],
    ['||DEMO|||R', 'demo'],
    ['||TEST|||R', 'demo'],
    ['||QUES~DEMO|||R', 'demo'],
    ['||INV|||R', 'invalid'],
    ['||NAV|||X', 'invalid'],
    ['||OFF|||X', 'off'],
    ['||DEMO|||X', 'invalid'],
    ['||INV~DEMO|||R', 'invalid'],
    ['||BUSY|||R', 'invalid'],
    ...['X', 'D', 'W', 'N', 'O', 'I'].map((status) => [`|||||${status}`, 'invalid'] as const),
    ...['F', 'P', 'C', 'R'].map((status) => [`|||||${status}`, 'good'] as const),
    ['|||||R', 'demo', 'T'],
    ['|||||R', 'demo', 'D'],
  ]
  it.each(flags)('takes %s as %s', (rest, validity, processing = 'P') => {
    const [numeric] = numericsOf(hear(messageOf([spo2('97', rest)], { processing })))
    expect(numeric?.validity).toBe(validity)
    expect(numeric?.value).toBe(hasNumber(numeric?.validity ?? 'off') ? 97 : null)
  })
})

describe('units', () => {
  const refused = [
    '266016^MDC_DIM_MMHG^MDC',
    'mmHg',
    '',
    '262688^MDC_DIM_PERCENT^MDC^kPa^kPa^UCUM',
    '999999^X^MDC',
    'furlong',
  ]
  it.each(refused)('refuses saturation in "%s" with code and unit', (unit) => {
    const heard = hear(messageOf([spo2('97').replace('262688^MDC_DIM_PERCENT^MDC', unit)]))
    expect(numericsOf(heard)).toMatchObject([{ value: null, validity: 'invalid', channel: { unit: '%' } }])
    expect(lossesOf(heard)).toEqual([
      `illegalUnit 150456^MDC_PULS_OXIM_SAT_O2^MDC in ${unit.replace('^UCUM', '').replace('^kPa^kPa', '^kPa') || 'no unit'}`,
    ])
  })

  it.each(['265987^MDC_DIM_KILO_PASCAL^MDC', 'kPa', 'kPa^kPa^UCUM'])(
    'keeps the unit that was sent: %s',
    (unit) => {
      const row = `NM|151708^MDC_CONC_AWAY_CO2_ET^MDC|1.8.1.151708|5.1|${unit}|||||R`
      const [numeric] = numericsOf(hear(messageOf([row])))
      expect(numeric).toMatchObject({ value: 5.1, channel: { unit: 'kPa', key: 'MDC_CONC_AWAY_CO2_ET#kPa' } })
    },
  )
})

describe('places', () => {
  const temperature = (place: string, value: number) =>
    `NM|150344^MDC_TEMP^MDC|${place}|${value}|268192^MDC_DIM_DEGC^MDC|||||R`

  it('keeps two sources of one code apart', () => {
    const rate = (place: string, value: number) =>
      `NM|147842^MDC_ECG_HEART_RATE^MDC|${place}.147842|${value}|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R`
    const said = numericsOf(hear(messageOf([rate('1.7.4', 80), rate('1.5.3', 60)])))
    expect(said.map(({ channel, value }) => [channel.key, channel.source, value])).toEqual([
      ['MDC_ECG_HEART_RATE', '1.7.4', 80],
      ['MDC_ECG_HEART_RATE@1.5.3', '1.5.3', 60],
    ])
  })

  it('keeps two sensors of one channel apart, once it knows that there are two', () => {
    const rows = [temperature('1.26.1.1', 36.1), temperature('1.26.1.2', 37.2)]
    const heard = hear([messageOf(rows), messageOf(rows.slice(1), { id: '2' })])
    expect(numericsOf(heard).map(({ channel, value }) => [channel.source, value])).toEqual([
      ['1.26.1.1', 36.1],
      ['1.26.1.2', 37.2],
      ['1.26.1.2', 37.2],
    ])
  })

  it('follows one sensor whose rows are counted anew in each message', () => {
    const heard = hear([
      messageOf([temperature('1.2.1.4', 36)]),
      messageOf([temperature('1.2.1.3', 37)], { id: '2' }),
    ])
    expect(new Set(numericsOf(heard).map(({ channel }) => channel)).size).toBe(1)
  })
})

describe('times', () => {
  const cuff = (value: number, taken: string) =>
    `NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.1.9.150021|${value}|266016^MDC_DIM_MMHG^MDC|||||R|||${taken}`

  it('honours the offset of the sender', () => {
    const heard = hear(messageOf([spo2('97', '|||||R|||20240501140000+0200'), spo2('96')]))
    const noon = Date.UTC(2024, 4, 1, 12)
    expect(numericsOf(heard).map(({ deviceMs }) => deviceMs)).toEqual([noon, noon])
  })

  it('gives a cuff reading the time it was taken, unless that is only the time of the report', () => {
    const [then, same] = numericsOf(
      hear(messageOf([cuff(120, '20240501115500+0000'), cuff(121, '20240501120000+0000')])),
    )
    expect(then).toMatchObject({
      channel: { timing: 'episodic' },
      measuredDeviceMs: Date.UTC(2024, 4, 1, 11, 55),
    })
    expect(same).not.toHaveProperty('measuredDeviceMs')
  })

  it('knows the silence of this sender', () => {
    const { decoder } = listener({ intervalSeconds: 600 })
    expect(decoder.quietMs).toBe(1_500_000)
    const at = (id: number, atMs: number): void =>
      decoder.push(encodeMllp(messageOf([spo2('97')], { id: String(id) })), atMs)
    for (let id = 0; id < 9; id++) at(id, id * 1000)
    expect(decoder.quietMs).toBe(5000)
    at(9, 68_000)
    expect(decoder.quietMs).toBe(150_000)
  })
})

describe('persons and senders', () => {
  it('proposes the person with authority, and says it once', () => {
    const person = '||999^^^OTHER^AN~12345^^^HOSP^MR||Family^Given||19560501|F'
    const heard = hear([messageOf([], { person }), messageOf([], { person, id: '2' })])
    expect(heard.said.filter((one) => one.type === 'identity')).toMatchObject([
      {
        fields: {
          model: 'GATEWAY',
          serial: '00005EFFFE005301',
          patientId: '12345',
          patientAuthority: 'HOSP',
          patientName: 'Family Given',
          sex: 'F',
          birthDate: '1956-05-01',
        },
      },
    ])
  })

  it('feeds a bed from its own bed and sender only, and acknowledges the others all the same', () => {
    const options = { location: 'ICU^R2^B04', sendingApplication: 'GATEWAY' }
    const mine = messageOf([spo2('97')], { bed: 'ICU^R2^B04^HOSP' })
    const others = [
      messageOf([spo2('80')], { bed: 'ICU^R2^B05', id: '2' }),
      messageOf([spo2('81')], { bed: 'ICU^R2^B04', sender: 'ELSE', id: '3' }),
      messageOf([spo2('82')], { bed: '', id: '4' }),
    ]
    const heard = hear([mine, ...others], options)
    expect(numericsOf(heard).map(({ value }) => value)).toEqual([97])
    expect(lossesOf(heard)).toEqual(
      Array.from({ length: 3 }, () => 'unknownRecord a message for another bed'),
    )
    expect(heard.answers.map((text) => text.split('\r')[1])).toEqual([
      'MSA|CA|1',
      'MSA|CA|2',
      'MSA|CA|3',
      'MSA|CA|4',
    ])
    const byId = { sendingApplication: '00005EFFFE005301', location: 'ICU^R2^B04^' }
    expect(numericsOf(hear(mine, byId))).toHaveLength(1)
  })
})

describe('fuzzed messages', () => {
  const leaf = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      '150456',
      '131330',
      '0',
      '2381',
      '262196',
      '196616',
      '68481',
      'MDC',
      'LN',
      'start',
      '97',
      '1^2^3',
    ),
  )
  const row = fc.tuple(
    fc.constantFrom('NM', 'SN', 'NA', 'CWE', 'ST', '', 'MA'),
    fc.array(leaf, { maxLength: 18 }),
  )
  const type = fc.constantFrom('ORU^R01', 'ORU^R40', 'ORF^R04', 'ADT^A01', 'ACK', '')

  it('never throws, and gives a number exactly where the validity allows one', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 12 }),
        type,
        fc.constantFrom('network', 'serial'),
        (rows, kind, line) => {
          const message = messageOf(
            rows.map(([first, fields]) => `${first}|${fields.join('|')}`),
            { type: kind },
          )
          const clean = message.replaceAll(FRAMING, ' ')
          const heard = hear([clean, clean, clean, clean], { line })
          for (const { value, validity } of numericsOf(heard))
            expect(value !== null).toBe(hasNumber(validity))
        },
      ),
      { numRuns: 300 },
    )
  })
})
