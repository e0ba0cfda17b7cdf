import { expect, it } from 'vitest'
import type { Measurement, Numeric } from '../model/measurement.ts'
import { hasNumber } from '../model/measurement.ts'
import { AUXILIARY, CODE, MAIN_TYPE, RECORD_TYPE } from './codes.ts'
import { anyRecord, displayed, Listener, type RawGroup, waves } from './testing/records.ts'

const ON = 0x3

/** The numerics of one group of the basic class, by id. */
function basic(group: string, raw: RawGroup, level = 10): Record<string, Numeric> {
  const numerics = new Listener().numerics(displayed({ basic: { [group]: raw } }, { level }))
  return Object.fromEntries(numerics.map((numeric) => [numeric.channel.id, numeric]))
}

const kinds = (said: readonly Measurement[]) =>
  said.filter((one) => one.type === 'fault').map((fault) => fault.kind)

it('sends nothing for a group that is absent or not active, even if it holds numbers', () => {
  expect(basic('t1', { status: 0, temp: 3650 })).toEqual({})
  expect(basic('t1', { status: 1, temp: 3650 })).toEqual({})
  expect(basic('t1', { status: ON, temp: 3650 })).toMatchObject({
    MDC_TEMP: { value: 36.5, validity: 'good' },
  })
})

it('says off once for every channel of a group that goes away', () => {
  const listener = new Listener()
  listener.hear(
    displayed({ basic: { co2: { status: ON, et: 500, fi: 0, rr: 12, amb_press: 7600 } } }, { number: 0 }),
  )
  const gone = displayed({ basic: { co2: { status: 1, et: 500 } } }, { number: 1 })
  const off = listener.numerics(gone)
  expect(off.map((one) => [one.channel.id, one.value, one.validity, one.isUnsent])).toEqual([
    ['MDC_CONC_AWAY_CO2_ET', null, 'off', true],
    ['MDC_CONC_AWAY_CO2_INSP', null, 'off', true],
    ['MDC_CO2_RESP_RATE', null, 'off', true],
    ['X_GE_S5_CO2_AMB_PRESS', null, 'off', true],
  ])
  expect(listener.numerics(displayed({ basic: {} }, { number: 2 }))).toEqual([])
})

it.each(Object.entries({ ...CODE, lowest: -32768, highestCode: -32001 }))(
  'gives no number for the code %s',
  (_name, raw) => {
    expect(basic('p1', { status: ON, label: 1, sys: raw, dia: 8000 })).toMatchObject({
      MDC_PRESS_BLD_ART_SYS: { value: null, validity: 'invalid' },
      MDC_PRESS_BLD_ART_DIA: { value: 80, validity: 'good' },
    })
  },
)

it('takes the first value above the codes as data', () => {
  expect(basic('p1', { status: ON, label: 1, sys: -32000 })).toMatchObject({
    MDC_PRESS_BLD_ART_SYS: { value: -320, validity: 'good' },
  })
})

it('reads the train-of-four bits as bits: only one of them is invalid', () => {
  expect(basic('nmt', { status: ON, ptc_bits: -32001 })).toMatchObject({
    X_GE_S5_NMT_PTC_BITS: { value: -32001 },
  })
  expect(basic('nmt', { status: ON, ptc_bits: -32768 })).toMatchObject({
    X_GE_S5_NMT_PTC_BITS: { value: -32768 },
  })
  expect(basic('nmt', { status: ON, ptc_bits: -32767 })).toMatchObject({
    X_GE_S5_NMT_PTC_BITS: { value: null, validity: 'invalid' },
  })
})

it.each([
  [0, 'X_GE_S5_ECG_HR', 'ecg'],
  [1, 'MDC_ECG_HEART_RATE', 'ecg'],
  [2, 'MDC_BLD_PULS_RATE_INV', 'hr-p1'],
  [5, 'MDC_BLD_PULS_RATE_INV', 'hr-p4'],
  [6, 'MDC_PULS_OXIM_PULS_RATE', 'hr-spo2'],
  [7, 'MDC_BLD_PULS_RATE_INV', 'hr-p5'],
  [9, 'MDC_ECG_HEART_RATE', 'ecg'],
  [11, 'MDC_BLD_PULS_RATE_INV', 'hr-p8'],
  [12, 'MDC_PULS_OXIM_PULS_RATE', 'hr-spo2-2'],
  [15, 'X_GE_S5_ECG_HR', 'ecg'],
])('calls the rate a heart rate only while its source %i is the ECG', (source, id, place) => {
  const numerics = new Listener().numerics(
    displayed({ basic: { ecg: { status: ON | (source << 3), hr: 72 } } }),
  )
  expect(numerics[0]).toMatchObject({ channel: { id, source: place }, value: 72 })
})

it('ends the heart rate when the rate comes from elsewhere', () => {
  const listener = new Listener()
  listener.hear(displayed({ basic: { ecg: { status: ON | (1 << 3), hr: 72 } } }, { number: 0 }))
  const after = listener.numerics(
    displayed({ basic: { ecg: { status: ON | (6 << 3), hr: 70 } } }, { number: 1 }),
  )
  expect(after.slice(0, 2).map((one) => [one.channel.key, one.value, one.validity])).toEqual([
    ['MDC_ECG_HEART_RATE', null, 'off'],
    ['MDC_PULS_OXIM_PULS_RATE@hr-spo2', 70, 'good'],
  ])
})

it.each([
  [0, 'MDC_PRESS_BLD_SYS@p2', 'P2 sys'],
  [1, 'MDC_PRESS_BLD_ART_SYS@p2', 'ART sys'],
  [3, 'MDC_PRESS_BLD_ART_PULM_SYS@p2', 'PAP sys'],
  [7, 'MDC_PRESS_INTRA_CRAN_SYS@p2', 'ICP sys'],
  [8, 'MDC_PRESS_BLD_ART_ABP_SYS@p2', 'ABP sys'],
  [10, 'MDC_PRESS_BLD_SYS@p2', 'P2 sys'],
  [16, 'MDC_PRESS_BLD_SYS@p2-fem', 'FEM sys'],
  [19, 'MDC_PRESS_INTRA_CRAN_SYS@p2-icp2', 'ICP2 sys'],
  [99, 'MDC_PRESS_BLD_SYS@p2', 'P2 sys'],
])('names a pressure by its label %i', (label, key, shown) => {
  const [sys] = new Listener().numerics(displayed({ basic: { p2: { status: ON, label, sys: 1200 } } }))
  expect(sys?.channel).toMatchObject({ key, label: shown })
})

it('names temperature, saturation, agent, output and breathing by their labels', () => {
  expect(Object.keys(basic('t2', { status: ON, label: 4 }))).toEqual(['MDC_TEMP_RECT'])
  expect(Object.keys(basic('t2', { status: ON, label: 9 }))).toEqual(['X_GE_S5_TEMP_ROOM'])
  expect(Object.keys(basic('spo2', { status: ON, label: 0 }))[0]).toBe('MDC_PULS_OXIM_SAT_O2')
  expect(Object.keys(basic('spo2', { status: ON, label: 2 }))[0]).toBe('MDC_SAT_O2_VEN')
  expect(Object.keys(basic('aa', { status: ON, label: 6 })).slice(0, 2)).toEqual([
    'MDC_CONC_AWAY_SEVOFL_ET',
    'MDC_CONC_AWAY_SEVOFL_INSP',
  ])
  expect(Object.keys(basic('co_wedge', { status: ON, label: 1 << 2 }))[0]).toBe('MDC_OUTPUT_CARD')
  expect(Object.keys(basic('co_wedge', { status: ON, label: 2 << 2 }))[0]).toBe('MDC_OUTPUT_CARD_CTS')
  expect(Object.keys(basic('co2', { status: ON, label: 2 }, 7))[2]).toBe('MDC_TTHOR_RESP_RATE')
  expect(Object.keys(basic('co2', { status: ON, label: 2 }, 8))[2]).toBe('MDC_CO2_RESP_RATE')
})

it('H7 sends each value in the unit the monitor used: % of gas stays %, mm of ST stays mm', () => {
  const numerics = new Listener().numerics(
    displayed({
      basic: {
        ecg: { status: ON | (1 << 3), hr: 80, st1: -50 },
        p1: { status: ON, label: 1, sys: 12_345 },
        t1: { status: ON, temp: 3712 },
        co2: { status: ON, et: 487, amb_press: 7598 },
        flow_vol: { status: ON, ppeak: 1850, tv_exp: 4321, mv_exp: 612, compliance: 4550 },
        co_wedge: { status: ON, co: 5200, pcwp: 1200 },
      },
      ext1: { ecg12: { status: ON, stII: 120 }, spo2_ext: { status: ON, perfusion_index: 1234 } },
      ext3: {
        gasex: { status: ON, rq: 850 },
        flow_vol2: { status: ON, raw: 980 },
        delp: { status: ON, ppv: 1150 },
      },
    }),
  )
  const value = (id: string) => {
    const found = numerics.find((numeric) => numeric.channel.id === id)
    return [found?.value, found?.channel.unit]
  }
  expect(value('MDC_ECG_HEART_RATE')).toEqual([80, '/min'])
  expect(value('X_GE_S5_ECG_ST1')).toEqual([-0.5, 'mm'])
  expect(value('MDC_PRESS_BLD_ART_SYS')).toEqual([123.45, 'mm[Hg]'])
  expect(value('MDC_TEMP')).toEqual([37.12, 'Cel'])
  expect(value('MDC_CONC_AWAY_CO2_ET')).toEqual([4.87, '%'])
  expect(value('X_GE_S5_CO2_AMB_PRESS')).toEqual([759.8, 'mm[Hg]'])
  expect(value('MDC_VENT_PRESS_AWAY_INSP_MAX')).toEqual([18.5, 'cm[H2O]'])
  expect(value('MDC_VOL_AWAY_TIDAL_EXP')).toEqual([432.1, 'mL'])
  expect(value('MDC_VOL_MINUTE_AWAY_EXP')).toEqual([6.12, 'L/min'])
  expect(value('MDC_COMPL_LUNG')).toEqual([45.5, 'mL/cm[H2O]'])
  expect(value('MDC_OUTPUT_CARD')).toEqual([5200, 'mL/min'])
  expect(value('MDC_PRESS_BLD_ART_PULM_WEDGE')).toEqual([12, 'mm[Hg]'])
  expect(value('MDC_ECG_AMPL_ST_II')).toEqual([1.2, 'mm'])
  expect(value('MDC_PULS_OXIM_PERF_REL')).toEqual([1.234, '%'])
  expect(value('X_GE_S5_GASEX_RQ')).toEqual([0.85, '1'])
  expect(value('MDC_RES_AWAY')).toEqual([9.8, 'cm[H2O].s/L'])
  expect(value('X_GE_S5_DELP_PPV')).toEqual([11.5, '%'])
})

it('marks values as questionable while the monitor says so, and off while it switched a module off', () => {
  expect(basic('ecg', { status: ON | (1 << 3) | (1 << 9), hr: 0 })).toMatchObject({
    MDC_ECG_HEART_RATE: { value: 0, validity: 'questionable' },
  })
  expect(basic('p1', { status: ON | (1 << 2), sys: 0 })).toMatchObject({
    MDC_PRESS_BLD_SYS: { value: 0, validity: 'questionable' },
  })
  const off = { value: null, validity: 'off' }
  expect(basic('o2', { status: ON | (1 << 3), et: 2100 })).toMatchObject({
    MDC_CONC_AWAY_O2_ET: off,
    MDC_CONC_AWAY_O2_INSP: off,
  })
  expect(basic('flow_vol', { status: ON | (1 << 7), ppeak: 1850 })).toMatchObject({
    MDC_VENT_PRESS_AWAY_INSP_MAX: off,
  })
})

it('stamps numbers with the monitor clock, and has none where the monitor sends none', () => {
  const at = (utcMs: number) =>
    new Listener().numerics(displayed({ basic: { t1: { status: ON, temp: 1 } } }, { utcMs }))
  expect(at(1_532_624_765_000)[0]?.deviceMs).toBe(1_532_624_765_000)
  expect(at(0)[0]?.deviceMs).toBeNull()
})

it('sends trend values as history under names of its own', () => {
  const [one] = new Listener().numerics(
    displayed(
      { basic: { ecg: { status: ON | (1 << 3), hr: 72 } } },
      { type: RECORD_TYPE.trend60s, utcMs: 60_000 },
    ),
  )
  expect(one).toMatchObject({
    channel: { id: 'X_GE_S5_TREND60S_ECG_HR', code: null },
    value: 72,
    deviceMs: 60_000,
  })
})

it('knows the time of a cuff reading only when it is certain which reading it belongs to', () => {
  const listener = new Listener()
  let number = 0
  const cuff = (sys: number) =>
    listener
      .numerics(
        displayed(
          { basic: { nibp: { status: ON, sys, dia: 7000, mean: 9000, hr: 70 } } },
          { number: number++ },
        ),
      )
      .map((one) => one.measuredDeviceMs)
  const auxiliary = (unixSeconds: number) => {
    const bytes = new Uint8Array(AUXILIARY.size)
    new DataView(bytes.buffer).setUint32(AUXILIARY.nibpTime, unixSeconds, true)
    return listener.hear(
      anyRecord(MAIN_TYPE.physiological, RECORD_TYPE.auxiliary, bytes, { number: number++ }),
    )
  }
  expect(cuff(12_000)).toEqual([undefined, undefined, undefined, undefined])
  expect(auxiliary(1000)).toEqual([])
  expect(cuff(12_000)).toEqual([1_000_000, 1_000_000, 1_000_000, 1_000_000])
  // The reading changes: the old time no longer holds, and a time that came in between is nobody's.
  expect(cuff(13_000)[0]).toBeUndefined()
  auxiliary(2000)
  expect(cuff(14_000)[0]).toBeUndefined()
  auxiliary(3000)
  expect(cuff(14_000)[0]).toBe(3_000_000)
  auxiliary(0)
  expect(cuff(14_000)[0]).toBe(3_000_000)
})

it('decodes waves: gain by type, codes as missing runs, documented status bits as marks', () => {
  const [wave] = new Listener().waves(
    waves([{ type: 9, samples: [2, 0x7e, -32767, -32000, 250], status: 0x4001 | (70 << 4) | 0x2 }]),
  )
  expect(wave).toMatchObject({
    channel: { id: 'MDC_CONC_AWAY_CO2', unit: '%', rateHz: 25, gain: 0.01 },
    missing: [{ start: 2, length: 2 }],
    marks: [{ at: 0, kind: 'gap' }],
  })
  expect([...(wave?.samples ?? [])].slice(0, 2)).toEqual([2, 0x7e])
})

it('ignores the undocumented status bits and keeps pacer and lead off', () => {
  const marks = (status: number) =>
    new Listener().waves(waves([{ type: 1, samples: [0], status }]))[0]?.marks.map((mark) => mark.kind)
  expect(marks(0x0652)).toEqual([])
  expect(marks(0x2c9a)).toEqual(['leadOff'])
  expect(marks(0x0004)).toEqual(['pace'])
})

it('names ECG waves by the latest ECG label, pressure waves by their own, and says lead unknown before', () => {
  const listener = new Listener()
  const ids = (number: number) =>
    listener
      .waves(
        waves(
          [1, 2, 3, 4].map((type) => ({ type, samples: [1], label: type === 4 ? 2 : 0 })),
          { number },
        ),
      )
      .map((wave) => wave.channel.key)
  expect(ids(0)).toEqual([
    'MDC_ECG_ELEC_POTL@ecg1',
    'MDC_ECG_ELEC_POTL@ecg2',
    'MDC_ECG_ELEC_POTL@ecg3',
    'MDC_PRESS_BLD_VEN_CENT@p1',
  ])
  listener.hear(displayed({ basic: { ecg: { status: ON, label: 0x1275 } } }))
  expect(ids(1).slice(0, 3)).toEqual([
    'MDC_ECG_ELEC_POTL_II@ecg1',
    'MDC_ECG_ELEC_POTL_V@ecg2',
    'MDC_ECG_ELEC_POTL_AVL@ecg3',
  ])
})

it('counts lost records and marks the gap in the waves after them', () => {
  const listener = new Listener()
  const send = (number: number, utcMs: number) =>
    listener.hear(waves([{ type: 8, samples: [1] }], { number, utcMs }))
  send(254, 1_000_000)
  expect(send(255, 1_001_000)[0]).toMatchObject({ type: 'wave', marks: [] })
  expect(send(2, 1_004_000)).toMatchObject([
    { type: 'fault', kind: 'lostFrame', count: 2, bytes: 0 },
    { type: 'wave', marks: [{ at: 0, kind: 'gap' }] },
  ])
})

it('counts each main type for itself', () => {
  const listener = new Listener()
  listener.hear(waves([{ type: 8, samples: [1] }], { number: 7 }))
  listener.hear(displayed({ basic: {} }, { number: 99 }))
  expect(kinds(listener.hear(waves([{ type: 8, samples: [1] }], { number: 8 })))).toEqual([])
})

it('marks a gap after the line was cut', () => {
  const listener = new Listener()
  listener.hear(waves([{ type: 8, samples: [1] }], { number: 7 }))
  listener.decoder.end(1)
  expect(listener.hear(waves([{ type: 8, samples: [1] }], { number: 99 }))).toMatchObject([
    { type: 'wave', marks: [{ kind: 'gap' }] },
  ])
})

it('drops and counts what good frames carry but nobody knows', () => {
  const said = (bytes: Uint8Array) => kinds(new Listener().hear(bytes))
  expect(said(waves([{ type: 77, samples: [1, 2] }]))).toEqual(['unknownRecord'])
  expect(said(waves([{ type: 8, samples: [1, 2], claimed: 3 }]))).toEqual(['unexpectedValue'])
  expect(said(waves([{ type: 8, samples: [1, 2], claimed: -1 }]))).toEqual(['unexpectedValue'])
  expect(said(anyRecord(MAIN_TYPE.network, 1, new Uint8Array(4)))).toEqual(['unknownRecord'])
  expect(said(anyRecord(MAIN_TYPE.physiological, 9, new Uint8Array(300)))).toEqual(['unknownRecord'])
  expect(said(anyRecord(MAIN_TYPE.physiological, 1, new Uint8Array(100)))).toEqual(['unexpectedValue'])
  expect(said(anyRecord(MAIN_TYPE.physiological, 4, new Uint8Array(50)))).toEqual(['unexpectedValue'])
})

it('never gives a number to a value without validity, and never the other way round', () => {
  const listener = new Listener()
  listener.hear(
    displayed({
      basic: { p1: { status: ON, sys: 1200, dia: CODE.underRange }, ecg: { status: ON, hr: CODE.invalid } },
      ext2: { eeg2: { status: ON, ch1_m: 3 } },
    }),
  )
  for (const one of listener.said) {
    if (one.type === 'numeric') expect(one.value !== null).toBe(hasNumber(one.validity))
  }
})

it('tolerates a longer silence while only numbers come', () => {
  const listener = new Listener({ intervalSeconds: 10 })
  expect(listener.decoder.quietMs).toBe(25_000)
  listener.hear(waves([{ type: 8, samples: [1] }]), 1000)
  expect(listener.decoder.quietMs).toBe(2500)
  listener.hear(displayed({ basic: {} }), 3000)
  expect(listener.decoder.quietMs).toBe(2500)
  listener.hear(displayed({ basic: {} }, { number: 1 }), 4100)
  expect(listener.decoder.quietMs).toBe(25_000)
})
