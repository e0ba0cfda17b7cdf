import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import { isLoincCode } from './loinc.ts'
import { isLegalUnit, messageUnit, termByCode, termById, terms } from './terms.ts'
import { unitByUcum, units } from './units.ts'

describe('terms', () => {
  it('has no code and no REFID twice', () => {
    const refids = terms.map((term) => term.refid)
    const codes = terms.flatMap((term) => (term.code === null ? [] : [term.code]))
    expect(new Set(refids).size).toBe(refids.length)
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('keeps every code in the metric partition, below the vendor-private range', () => {
    for (const term of terms) {
      if (term.code === null) {
        expect(term.refid).toMatch(/^X_VIGIL_/)
        continue
      }
      expect(Math.floor(term.code / 65536), term.refid).toBe(2)
      expect(term.code % 65536, term.refid).toBeLessThan(0xf000)
      expect(term.refid).toMatch(/^MDC_[A-Za-z0-9_]+$/)
    }
  })

  it('has only LOINC codes with a right check digit', () => {
    expect(isLoincCode('8867-4')).toBe(true)
    expect(isLoincCode('8867-5')).toBe(false)
    for (const term of terms) {
      for (const loinc of [term.loinc, term.loincAlso]) {
        if (loinc !== null) expect(isLoincCode(loinc), `${term.refid} ${loinc}`).toBe(true)
      }
      if (term.loincAlso !== null) expect(term.loinc, term.refid).not.toBeNull()
    }
  })

  it('H7 lists only known units, never an annotated one, and a source for each code', () => {
    for (const term of terms) {
      for (const ucum of term.units) {
        expect(unitByUcum(ucum), `${term.refid} ${ucum}`).toBeDefined()
        expect(ucum === '{score}' || !ucum.includes('{'), `${term.refid} ${ucum}`).toBe(true)
      }
      expect(term.source).toMatch(term.code === null ? /^-$/ : /^[PMISHGW]+$/)
    }
  })

  it('marks cuff, wedge and bolus readings as episodic', () => {
    const episodic = terms.filter((term) => term.episodic).map((term) => term.refid)
    expect(episodic).toEqual(
      expect.arrayContaining([
        'MDC_PRESS_BLD_NONINV_SYS',
        'MDC_PULS_RATE_NON_INV',
        'MDC_PRESS_BLD_ART_PULM_WEDGE',
        'MDC_OUTPUT_CARD',
      ]),
    )
    expect(termById('MDC_ECG_HEART_RATE')?.episodic).toBe(false)
  })
})

describe('lookups', () => {
  it('finds by REFID and by number, and answers undefined otherwise', () => {
    expect(termByCode(147842)?.refid).toBe('MDC_ECG_HEART_RATE')
    expect(termById('MDC_CONC_AWAY_CO2_ET')?.code).toBe(151708)
    expect(termById('X_GE_S5_ECG_EXTRA_HR_MAX')).toBeUndefined()
    expect(termByCode(1)).toBeUndefined()
  })

  it('H7 knows which units are legal for a term', () => {
    expect(isLegalUnit('MDC_CONC_AWAY_CO2_ET', '%')).toBe(true)
    expect(isLegalUnit('MDC_CONC_AWAY_CO2_ET', 'kPa')).toBe(true)
    expect(isLegalUnit('MDC_ECG_AMPL_ST_II', 'mm')).toBe(true)
    expect(isLegalUnit('MDC_PULS_OXIM_SAT_O2', 'mm[Hg]')).toBe(false)
    expect(isLegalUnit('MDC_TEMP', 'K')).toBe(false)
    expect(isLegalUnit('MDC_UNKNOWN', '%')).toBe(false)
  })

  it('writes beats and breaths as HL7 v2 wants them', () => {
    expect(messageUnit('MDC_ECG_HEART_RATE', '/min')).toMatchObject({ mdcCode: 264864, ucumV2: '{beat}/min' })
    expect(messageUnit('MDC_TTHOR_RESP_RATE', '/min')).toMatchObject({
      mdcCode: 264928,
      ucumV2: '{breath}/min',
    })
    expect(messageUnit('MDC_PULS_OXIM_SAT_O2', '%')?.mdcCode).toBe(262688)
    expect(messageUnit('X_ANY', '/min')?.mdcCode).toBe(264672)
    expect(messageUnit('X_ANY', 'furlong')).toBeUndefined()
  })
})

describe('against the reference table', () => {
  withShared('vitals-table.csv', 'agrees with every row on code, unit, LOINC and decimals', (path) => {
    const [header, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
    const names = header?.split(',') ?? []
    let rows = 0
    for (const line of lines) {
      const cells = (line.match(/("[^"]*"|[^,]*)(,|$)/g) ?? []).map((cell) => cell.replace(/,$/, ''))
      const field = (name: string) => cells[names.indexOf(name)] ?? ''
      const refid = field('mdc_refid').split(' ')[0] ?? ''
      const term =
        refid === ''
          ? terms.find(
              (one) =>
                one.code === null &&
                one.label !== '' &&
                one.loinc === (field('loinc') || null) &&
                one.group === field('group'),
            )
          : termById(refid)
      expect(term, line).toBeDefined()
      if (term === undefined) continue
      rows++
      expect(term.code, line).toBe(field('mdc_code') === '' ? null : Number(field('mdc_code')))
      expect(term.loinc, line).toBe(field('loinc') || null)
      // 19994-3 names the ventilator setting, so it never stands beside a measured value.
      if (field('loinc_also') !== '19994-3') expect(term.loincAlso, line).toBe(field('loinc_also') || null)
      expect(term.group, line).toBe(field('group'))
      expect(term.decimals, line).toBe(Number(field('decimals')))
      const ucum = field('ucum_fhir')
      if (ucum === '') continue
      expect(isLegalUnit(term.refid, ucum), line).toBe(true)
      const unit = messageUnit(term.refid, ucum)
      expect(unit?.ucumV2, line).toBe(field('ucum_v2'))
      expect(unit?.mdcCode ?? null, line).toBe(
        field('mdc_unit_code') === '' ? null : Number(field('mdc_unit_code')),
      )
      expect(unit?.mdcRefid ?? null, line).toBe(field('mdc_unit_refid') || null)
    }
    expect(rows).toBe(64)
  })

  withShared('protocols/tables/ivue_units.csv', 'agrees with the published unit numbers', (path) => {
    const published = new Map(
      readFileSync(path, 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(','))
        .map((cells) => [Number(cells[1]), cells[4]?.replace(/^NOM_/, 'MDC_')]),
    )
    // The vascular resistance units have other numbers at the second maker, whose spelling is the standard's.
    const otherSource = new Set([270656, 270464])
    for (const unit of units) {
      if (unit.mdcCode === null || otherSource.has(unit.mdcCode)) continue
      expect(Math.floor(unit.mdcCode / 65536), unit.ucum).toBe(4)
      expect(published.get(unit.mdcCode % 65536), unit.ucum).toBe(unit.mdcRefid)
    }
  })

  withShared('protocols/tables', 'finds every code in the list that its source letter names', (folder) => {
    const read = (path: string) => readFileSync(join(folder, path), 'utf8')
    const numbers = (text: string, pattern: RegExp) =>
      [...text.matchAll(pattern)].map((match) => Number(match[1]))
    const metric = 2 * 65536
    const physio = read('ivue_numerics.csv') + read('ivue_waves.csv')
    const german = ['Monitoring_und_Vitaldaten', 'Observation_Beatmung'].map((name) =>
      read(`../../interop/fhir-mii-icu/MII_VS_ICU_Code_${name}_ISO11073.fsh`),
    )
    const lists: Readonly<Record<string, ReadonlySet<number>>> = {
      P: new Set(numbers(physio, /(0x[0-9A-F]{4})(?=,NOM_)/g).map((id) => id + metric)),
      M: new Set(numbers(read('mindray_egateway_codes.csv'), /^\w+,(\d+),MDC_/gm)),
      I: new Set(numbers(german.join('\n'), /#(\d+)/g)),
    }
    // The reference table names sources of its own, from longer lists than the ones kept here.
    const stated = new Map(
      [...read('../../vitals-table.csv').matchAll(/,(\d{6}),MDC_[^,]+,([PMIHG]+),/g)].map((match) => [
        Number(match[1]),
        match[2] ?? '',
      ]),
    )
    for (const term of terms) {
      if (term.code === null) continue
      for (const [letter, codes] of Object.entries(lists)) {
        const isListed = codes.has(term.code) || (stated.get(term.code)?.includes(letter) ?? false)
        expect(term.source.includes(letter), `${term.refid} ${letter}`).toBe(isListed)
      }
    }
  })
})
