import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TERM_BY_CODE } from '../../../drivers/hl7-inbound/codes.ts'
import { parseMessage } from '../../../drivers/hl7v2/parse.ts'
import { terms } from '../../../drivers/model/terms.ts'
import { messageIn } from '../export/message-form.ts'
import { measured, report as sentReport } from '../export/testing/fhir-report.ts'
import type { ReportsOrProblem } from './content.ts'
import { dayOf, lastContact } from './day.ts'
import { matchOf } from './match.ts'
import { CSV_COLUMNS, csvSteps, MOST_ROWS, readCsv } from './read-csv.ts'
import { mayPace } from './read-implant.ts'
import { readOru } from './read-oru.ts'

const NOW = Date.UTC(2026, 10, 27, 12)
const HEAD = CSV_COLUMNS.join(',')
const ROW = '4711,HOSP,Test Person,1970-12-31,2026-11-27T07:30:00+01:00,59408-5,93,%'
const WHO = { patient: { id: '4711', authority: 'HOSP' }, name: 'Test Person', birthDate: '1970-12-31' }

function problemOf(read: ReportsOrProblem): string {
  return 'problem' in read ? read.problem : ''
}

function readingsOf(read: ReportsOrProblem) {
  if ('problem' in read) throw new TypeError(read.problem)
  return read.reports.flatMap(({ readings }) => readings)
}

describe('a file of readings', () => {
  it('is read with any separator, with a mark at its front, with its columns in any order', () => {
    const expected = {
      id: 'MDC_PULS_OXIM_SAT_O2',
      unit: '%',
      value: 93,
      atUtcMs: Date.UTC(2026, 10, 27, 6, 30),
    }
    for (const text of [
      `${HEAD}\n${ROW}\n`,
      `\uFEFF${HEAD}\r\n${ROW}\r\n`,
      `${HEAD}\n${ROW}\n`.replaceAll(',', ';'),
    ]) {
      const read = readCsv(text, null, NOW)
      expect(readingsOf(read)).toEqual([expect.objectContaining(expected)])
      expect('reports' in read && read.reports[0]).toMatchObject(WHO)
    }
    const turned = (line: string) => line.split(',').reverse().join('\t')
    expect(readingsOf(readCsv(`${turned(HEAD)}\n${turned(ROW)}\n`, null, NOW))).toHaveLength(1)
  })

  it('takes a comma for a point only where columns stand apart by semicolons', () => {
    const comma = ROW.replace('59408-5,93,%', '8310-5,"37,5",Cel')
    expect(problemOf(readCsv(`${HEAD}\n${comma}\n`, null, NOW))).toBe('line 2: "37,5" is no number')
    const semicolons = ROW.replaceAll(',', ';').replace('59408-5;93;%', '8310-5;37,5;Cel')
    const read = (row: string) => readCsv(`${HEAD.replaceAll(',', ';')}\n${row}\n`, null, NOW)
    expect(readingsOf(read(semicolons))[0]?.value).toBe(37.5)
    const weight = (value: string) => ROW.replaceAll(',', ';').replace('59408-5;93;%', `29463-7;${value};g`)
    for (const value of ['3.250', '3,250'])
      expect(problemOf(read(weight(value)))).toContain(`"${value}" can be read in two ways`)
    expect(readingsOf(read(weight('3250')))[0]?.value).toBe(3_250)
    // With a point that can be nothing else, it is one.
    expect(readingsOf(read(semicolons.replace('37,5', '37.5')))[0]?.value).toBe(37.5)
  })

  it('is refused whole, with its line and what to do, for one row that cannot be used', () => {
    const said = (from: string, to: string) =>
      problemOf(readCsv(`${HEAD}\n${ROW}\n${ROW.replace(from, to)}\n`, null, NOW))
    expect(said('59408-5', 'SpO2')).toContain('line 3: "SpO2" is no code that is known')
    expect(said('93,%', '93,mm[Hg]')).toContain('is no unit of')
    expect(said('93,%', '930,%')).toContain('930 is no value of')
    expect(said('93,%', '9e1,%')).toContain('is no number')
    expect(said('2026-11-27T07:30:00+01:00', '2026-11-27 07:30')).toContain('measured_at must be a time')
    expect(said('2026-11-27T07:30:00+01:00', '2027-11-27T07:30:00+01:00')).toContain('lies in the future')
    expect(said('2026-11-27T07:30:00+01:00', '1970-01-01T00:00:00Z')).toContain('lies before 2000')
    expect(said('2026-11-27T07', '2026-02-31T07')).toContain('measured_at must be a time')
    expect(said('59408-5,93,%', 'MDC_ECG_HEART_RATE,-50,/min')).toContain('-50 is no value of')
    expect(said('59408-5,93,%', 'MDC_ECG_HEART_RATE,5000,/min')).toContain('5000 is no value of')
    expect(said('1970-12-31', '31.12.1970')).toContain('birth_date must be a date')
    expect(said('4711', '')).toContain('patient is empty')
    expect(said('HOSP', '')).toContain('authority is empty')
    expect(said(',%', '')).toContain('torn or no CSV')
    expect(said('59408-5,93,%', '8310-5,375,Cel')).toContain('375 is no value of')
    expect(said('59408-5,93,%', '8480-6,12000,mm[Hg]')).toContain('12000 is no value of')
    expect(said('+01:00', '+25:00')).toContain('measured_at must be a time')
    expect(said('Test Person', '"Test Person')).toContain('torn or no CSV (line 3)')
    expect(problemOf(readCsv(`${ROW}\n`, null, NOW))).toContain('line 1 lacks the column')
    expect(problemOf(readCsv('<html>', null, NOW))).toContain('line 1 must name the columns')
    expect(problemOf(readCsv(`${HEAD}\n`, null, NOW))).toContain('no reading')
  })

  it('cut anywhere, gives nothing but whole readings of its patient, or one sentence', () => {
    const whole = `${HEAD}\n${ROW}\n${ROW.replace('T07', 'T08')}\n`
    fc.assert(
      fc.property(fc.nat(whole.length), (length) => {
        const read = readCsv(whole.slice(0, length), null, NOW)
        if ('problem' in read) {
          expect(read.problem).not.toBe('')
          return
        }
        // What was cut has no end of its last line.
        expect(whole[length - 1]).toBe('\n')
        for (const { value, unit } of readingsOf(read)) expect([value, unit]).toEqual([93, '%'])
      }),
    )
  })

  it('whose columns stand in another order loses no digit where it is cut', () => {
    // The value last: half of it would be a number as well.
    const turned = (line: string) => line.split(',').reverse().join(',')
    const whole = `${turned(HEAD)}\n${turned(ROW).replace(',93,', ',93,')}\n`
    const value = ['unit', 'code', 'measured_at', 'birth_date', 'name', 'authority', 'patient', 'value']
    const last = `${value.join(',')}\n%,59408-5,2026-11-27T07:30:00+01:00,1970-12-31,Test Person,HOSP,4711,93\n`
    expect(readingsOf(readCsv(last, null, NOW))[0]?.value).toBe(93)
    for (const text of [whole, last])
      for (let cut = 1; cut < 4; cut++)
        expect(problemOf(readCsv(text.slice(0, -cut), null, NOW))).toContain('has no end')
  })

  it('of 10,000 rows is read whole, a piece at a time, and one of too many is refused', () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, index) => ROW.replace(',93,', `,${index % 100},`)).join('\n')
    const text = `${HEAD}\n${rows(10_000)}\n\n`
    const steps = csvSteps(text, null, NOW)
    let pieces = 0
    let step = steps.next()
    for (; step.done !== true; step = steps.next()) pieces++
    expect(pieces).toBe(100)
    expect(readingsOf(step.value)).toHaveLength(10_000)
    expect(problemOf(readCsv(`${HEAD}\n${rows(MOST_ROWS + 1)}\n`, null, NOW))).toContain('send it in pieces')
    // Lines are counted as an editor counts them.
    const late = `${HEAD}\n\n${rows(150)}\n\n${ROW.replace('93', '930')}\n`
    expect(problemOf(readCsv(late, null, NOW))).toContain('line 154: 930 is no value')
  })

  it('never throws, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        readCsv(text, 'HOSP', NOW)
        readCsv(`${HEAD}\n${text}`, 'HOSP', NOW)
        readCsv(`${HEAD}\n${text}\n${ROW}\n`, 'HOSP', NOW)
      }),
    )
  })
})

describe('a message of readings', () => {
  const messageOf = (text: string) => {
    const parsed = parseMessage(new TextEncoder().encode(text))
    if (!parsed.ok) throw new TypeError(parsed.problem)
    return parsed.message
  }
  const text = (rows: readonly string[], pid = 'PID|||4711^^^HOSP^MR||Person^Test||19701231') =>
    [
      'MSH|^~\\&|HOME||||20261127073000+0100||ORU^R01^ORU_R01|1|P|2.6',
      pid,
      'OBR|1|||x|||20261127073000+0100',
      ...rows,
    ].join('\r')
  const SPO2 = 'OBX|1|NM|59408-5^SpO2^LN||93|%^%^UCUM|||||F'
  const read = (rows: readonly string[], pid?: string) =>
    readOru(messageOf(text(rows, pid)), 'hl7', null, NOW)

  it('gives its readings with their own times, and who it is about', () => {
    const found = read([SPO2, 'OBX|2|NM|8867-4^HR^LN||72|/min^^UCUM|||||F|||20261127060000+0000'])
    expect('reports' in found && found.reports[0]).toMatchObject({
      patient: WHO.patient,
      birthDate: '1970-12-31',
    })
    expect(
      readingsOf(found).map(({ id, value, atUtcMs }) => [id, value, new Date(atUtcMs).getUTCHours()]),
    ).toEqual([
      ['MDC_PULS_OXIM_SAT_O2', 93, 6],
      [expect.stringContaining('RATE'), 72, 6],
    ])
  })

  it('is put on no hour by a guess: a time has its offset, its own or that of the sender, and its minute', () => {
    const at = (obr: string, msh = '20261127073000+0100') => {
      const whole = text([SPO2]).replace('20261127073000+0100||ORU', `${msh}||ORU`)
      return readOru(messageOf(whole.replace('x|||20261127073000+0100', `x|||${obr}`)), 'hl7', null, NOW)
    }
    const hourOf = (found: ReportsOrProblem) =>
      readingsOf(found).map(({ atUtcMs }) => new Date(atUtcMs).toISOString().slice(11, 16))
    expect(hourOf(at('20261127033000-0500'))).toEqual(['08:30'])
    expect(hourOf(at('20261127073000'))).toEqual(['06:30'])
    expect(hourOf(at('202611270730'))).toEqual(['06:30'])
    expect(problemOf(at('20261127073000', '20261127073000'))).toContain('has no offset from UTC')
    for (const coarse of ['2026112707', '20261127', '202611'])
      expect(problemOf(at(coarse))).toContain('lacks hour or minute')
    // When a message was made says nothing of when a reading was taken: it may have waited for a line.
    expect(problemOf(at(''))).toContain('neither OBX-14 nor OBR-7 is a time')
    expect(problemOf(at('tomorrow'))).toContain('neither OBX-14 nor OBR-7 is a time')
  })

  it('of a vendor field passes it over; of a number that cannot be used it is refused whole', () => {
    expect(readingsOf(read([SPO2, 'OBX|2|NM|999^Magic^99X||1|%'])).map(({ value }) => value)).toEqual([93])
    expect(problemOf(read([SPO2.replace('%^%^UCUM', '')]))).toContain('no unit')
    expect(problemOf(read([SPO2.replace('|93|', '|about 93|')]))).toContain('the value is no number')
    expect(problemOf(read(['OBX|1|NM|999^Magic^99X||1|%']))).toContain('no number in it is known')
    expect(problemOf(read([SPO2], 'PID|||4711'))).toContain('PID-3.4 is empty')
    expect(problemOf(read([SPO2], 'PID|||'))).not.toBe('')
    expect(
      problemOf(readOru(messageOf(text([SPO2]).replace('ORU^R01^', 'ADT^A01^')), 'hl7', null, NOW)),
    ).toContain('no ORU^R01')
  })

  it('that says it is a test, or that there is no value, gives no number as good', () => {
    const test = readOru(messageOf(text([SPO2]).replace('|P|2.6', '|T|2.6')), 'hl7', null, NOW)
    expect(readingsOf(test)[0]).toMatchObject({ value: 93, validity: 'demo' })
    expect(readingsOf(read([SPO2.replace('|93|', '||')]))[0]).toMatchObject({
      value: null,
      validity: 'invalid',
    })
  })

  it('takes back or corrects what it sent before, however the two come', () => {
    const of = (row: string) => {
      const found = read([row])
      if ('problem' in found) throw new TypeError(found.problem)
      return found.reports
    }
    const day = { fromUtcMs: Date.UTC(2026, 10, 27), toUtcMs: Date.UTC(2026, 10, 28) }
    const shown = (...rows: string[]) =>
      dayOf(rows.flatMap(of), day).map(({ unit, readings }) => [
        unit,
        readings.map(({ value, validity, change }) => [value, validity, change]),
      ])
    const taken = ['%', [[null, 'invalid', 'withdrawn']]]
    for (const status of ['D', 'W']) {
      const back = SPO2.replace('|||||F', `|||||${status}`)
      expect(shown(SPO2, back)).toEqual([taken])
      expect(shown(back, SPO2)).toEqual([taken])
      // Neither value nor unit is needed for it, and what was sent has another unit than the usual one.
      expect(shown(SPO2, back.replace('|93|%^%^UCUM|', '|||'))).toEqual([taken])
      const warm = 'OBX|1|NM|8310-5^T^LN||99.5|[degF]^^UCUM|||||F'
      const gone = `OBX|1|NM|8310-5^T^LN||||||||${status}`
      expect(shown(warm, gone)).toEqual([['[degF]', [[null, 'invalid', 'withdrawn']]]])
    }
    const better = SPO2.replace('|93|', '|96|').replace('|||||F', '|||||C')
    expect(shown(SPO2, better)).toEqual([['%', [[96, 'good', 'corrected']]]])
    expect(shown(better, SPO2, SPO2)).toEqual([['%', [[96, 'good', 'corrected']]]])
    expect(shown(SPO2, better, SPO2.replace('|||||F', '|||||W'))).toEqual([taken])
    // No result says nothing of another message.
    expect(shown(SPO2, SPO2.replace('|93|', '||').replace('|||||F', '|||||X'))).toEqual([
      [
        '%',
        [
          [93, 'good', undefined],
          [null, 'invalid', undefined],
        ],
      ],
    ])
  })

  it('that this station sends is read back as it was', () => {
    const numeric = terms.filter(
      ({ kind, units, code }) => kind === 'numeric' && units.length > 0 && code !== null,
    )
    fc.assert(
      fc.property(fc.constantFrom(...numeric), fc.integer({ min: 0, max: 100 }), ({ refid, code }, value) => {
        const form = { kind: 'hl7', ack: 'ihe', map: [] } as const
        const sent = messageIn(form, sentReport([measured(refid, value)])).text
        const whole = readOru(messageOf(sent), 'hl7', null, NOW)
        // Some numbers cannot be in some units: 90 °C is refused, and in a sentence.
        if ('problem' in whole) return void expect(whole.problem).toContain(`${value} is no value of`)
        const [back] = readingsOf(whole)
        // Senders use two numbers for one thing: both are read as one.
        const id = TERM_BY_CODE.get(code ?? 0) ?? refid
        expect(back).toMatchObject({ id, value, validity: 'good' })
      }),
    )
  })
})

describe('a report of an implant', () => {
  const IPG = '753665^MDC_IDC_ENUM_DEV_TYPE_IPG^MDC'
  const DDD = '754760^MDC_IDC_ENUM_BRADY_MODE_DDD^MDC'
  function readOf({
    processing = 'P',
    session = '20261120100000+0000',
    status = 'F',
    percent = '80',
    type = IPG,
    mode = DDD,
  }) {
    const lines = [
      `MSH|^~\\&|HOME||||20261127073000+0000||ORU^R01^ORU_R01|1|${processing}|2.6`,
      'PID|1||4711^^^HOSP^MR||Person^Test||19701231',
      'OBR|1|||Remote|||20261127073000+0000',
      `OBX|1|CWE|720897^MDC_IDC_DEV_TYPE^MDC||${type}||||||${status}`,
      `OBX|2|DTM|721025^MDC_IDC_SESS_DTM^MDC||${session}||||||${status}`,
      `OBX|3|CWE|730752^MDC_IDC_SET_BRADY_MODE^MDC||${mode}||||||${status}`,
      `OBX|4|NM|721536^MDC_IDC_MSMT_BATTERY_REMAINING_PERCENTAGE^MDC||${percent}|%^^UCUM|||||${status}`,
    ]
    const parsed = parseMessage(new TextEncoder().encode(lines.join('\r')))
    if (!parsed.ok) throw new TypeError(parsed.problem)
    return readOru(parsed.message, 'hl7', null, NOW)
  }
  const implantIn = (read: ReportsOrProblem) => ('problem' in read ? null : read.reports[0]?.implant)

  it('that is a test, or was withdrawn, makes nobody paced', () => {
    expect(implantIn(readOf({}))).toMatchObject({ mode: 'DDD', battery: { percent: 80 } })
    for (const one of [{ processing: 'T' }, { status: 'X' }, { status: 'D' }, { status: 'W' }])
      expect(problemOf(readOf(one))).toContain('no number in it is known')
  })

  it.each([
    ['753665^MDC_IDC_ENUM_DEV_TYPE_IPG^MDC', 'pacemaker', true],
    ['753666^MDC_IDC_ENUM_DEV_TYPE_ICD^MDC', 'defibrillator', true],
    ['753667^MDC_IDC_ENUM_DEV_TYPE_CRT_D^MDC', 'crtDefibrillator', true],
    ['753668^MDC_IDC_ENUM_DEV_TYPE_CRT_P^MDC', 'crtPacemaker', true],
    ['753669^MDC_IDC_ENUM_DEV_TYPE_Monitor^MDC', 'monitor', false],
    ['753670^MDC_IDC_ENUM_DEV_TYPE_Other^MDC', 'other', false],
    ['1^MDC_IDC_ENUM_DEV_TYPE_CRT_P^MDC', 'crtPacemaker', true],
    ['', 'other', false],
  ] as const)('H11 without a mode is of a %s: %s, which may pace: %s', (type, kind, paces) => {
    const implant = implantIn(readOf({ type, mode: '' }))
    expect([implant?.kind, implant && mayPace(implant)]).toEqual([kind, paces])
  })

  it('H11 whose mode is known may pace by it, whatever it is', () => {
    const paces = (type: string, mode: string) => {
      const implant = implantIn(readOf({ type, mode }))
      return implant && mayPace(implant)
    }
    expect(paces('', DDD)).toBe(true)
    expect(paces(IPG, '1^MDC_IDC_ENUM_BRADY_MODE_ODO^MDC')).toBe(false)
    expect(paces(IPG, '1^MDC_IDC_ENUM_BRADY_MODE_VVIR^MDC')).toBe(true)
  })

  it('of the future is refused; a battery that no battery has is not known', () => {
    expect(problemOf(readOf({ session: '20991120100000+0000' }))).toContain('lies in the future')
    expect(implantIn(readOf({ percent: '999' }))?.battery.percent).toBeNull()
    expect(implantIn(readOf({ percent: '-1' }))?.battery.percent).toBeNull()
  })
})

describe('whose a report is', () => {
  const known = [WHO]
  const kindOf = (over: object) => {
    const found = matchOf({ ...WHO, ...over }, known)
    return found.kind === 'of' ? 'of' : found.cause
  }

  it('needs the identifier with its issuer and one more; a birth date that differs is never outvoted by a name', () => {
    expect(kindOf({})).toBe('of')
    expect(kindOf({ name: null })).toBe('of')
    expect(kindOf({ birthDate: null, name: 'PERSON, test' })).toBe('of')
    expect(kindOf({ patient: { id: '4711', authority: 'OTHER' } })).toBe('unknown')
    expect(kindOf({ birthDate: '1970-12-30' })).toBe('secondDiffers')
    expect(kindOf({ birthDate: null, name: 'Other Person' })).toBe('secondDiffers')
    expect(kindOf({ birthDate: null, name: null })).toBe('noSecond')
  })
})

describe('a day', () => {
  const reading = {
    id: 'A',
    label: 'A',
    unit: '%',
    decimals: 0,
    atUtcMs: 10,
    value: 1,
    validity: 'good' as const,
  }
  const report = (...readings: (typeof reading)[]) => ({
    ...WHO,
    source: 'csv' as const,
    implant: null,
    readings,
  })

  it('has each reading once however often it came, in its order, and two that differ both', () => {
    const rows = dayOf(
      [
        report({ ...reading, atUtcMs: 20 }, reading),
        report(reading, { ...reading, value: 2 }),
        report({ ...reading, unit: 'x' }),
      ],
      { fromUtcMs: 10, toUtcMs: 21 },
    )
    expect(
      rows.map(({ unit, readings }) => [unit, readings.map(({ atUtcMs, value }) => [atUtcMs, value])]),
    ).toEqual([
      [
        '%',
        [
          [10, 1],
          [10, 2],
          [20, 1],
        ],
      ],
      ['x', [[10, 1]]],
    ])
    expect(dayOf([report(reading)], { fromUtcMs: 11, toUtcMs: 20 })).toEqual([])
  })

  it('has its last contact by the newest reading that is theirs, or the interrogation of an implant', () => {
    const late = { ...reading, atUtcMs: 30 }
    const back = { ...late, value: null, validity: 'invalid' as const, change: 'withdrawn' as const }
    expect(lastContact([])).toBeNull()
    expect(lastContact([report(reading), report(late)])).toBe(30)
    expect(lastContact([report(reading), report(late), { ...report(), readings: [back] }])).toBe(10)
    const battery = { status: null, percent: null, months: null, volts: null }
    const facts = { kind: 'pacemaker' as const, maker: '', model: '', mode: null, session: null, battery }
    expect(lastContact([{ ...report(reading), implant: { ...facts, sessionUtcMs: 40 } }])).toBe(40)
  })
})
