import {
  missingNumber,
  type NumberModel,
  type NumberSource,
  numberModel,
  pickNumeric,
  pressureModel,
} from './numbers.ts'

/** Terms that fill each fixed place of a tile, best first (ISO/IEEE 11073-10101; REFIDs as in the vocabulary). */
const HEART_RATE = ['MDC_ECG_HEART_RATE', 'MDC_ECG_CARD_BEAT_RATE']
const PULSE_RATE = [
  'MDC_PULS_OXIM_PULS_RATE',
  'MDC_PLETH_PULS_RATE',
  'MDC_BLD_PULS_RATE_INV',
  'MDC_PULS_RATE',
  'MDC_PULS_RATE_NON_INV',
]
const SATURATION = ['MDC_PULS_OXIM_SAT_O2']
const BREATHS = [
  'MDC_RESP_RATE',
  'MDC_CO2_RESP_RATE',
  'MDC_TTHOR_RESP_RATE',
  'MDC_RESP_BREATH_RATE',
  'MDC_AWAY_RESP_RATE',
]
const TEMPERATURE = [
  'MDC_TEMP',
  'MDC_TEMP_CORE',
  'MDC_TEMP_ESOPH',
  'MDC_TEMP_RECT',
  'MDC_TEMP_FOLEY',
  'MDC_TEMP_TYMP',
  'MDC_TEMP_AXILLA',
  'MDC_TEMP_SKIN',
]
const END_TIDAL = ['MDC_CONC_AWAY_CO2_ET', 'MDC_AWAY_CO2_ET']
const ARTERIAL = ['MDC_PRESS_BLD_ART_ABP', 'MDC_PRESS_BLD_ART', 'MDC_PRESS_BLD_AORT', 'MDC_PRESS_BLD']
const CUFF = ['MDC_PRESS_BLD_NONINV', 'MDC_PRESS_CUFF']

/** Numbers in the fixed places of a tile. A place is never empty: `--` stands where there is nothing. */
export interface TileNumbers {
  readonly heartRate: NumberModel
  /** Shown beside a heart rate that is `--`, in the colour of its source; null while there is a heart rate. */
  readonly pulse: NumberModel | null
  readonly saturation: NumberModel
  readonly breaths: NumberModel
  readonly arterial: NumberModel | null
  readonly cuff: NumberModel
  readonly temperature: NumberModel
  readonly endTidal: NumberModel | null
}

/** A place keeps its label and its colour whatever source fills it: breaths from CO2 are still breaths. */
function inSlot(source: NumberSource, terms: readonly string[], empty: NumberModel): NumberModel {
  const numeric = pickNumeric(source, terms)
  if (numeric === null) return empty
  return { ...numberModel(numeric, source), label: empty.label, kind: empty.kind }
}

/** A pulse carries the colour of the sensor it comes from. */
function pulseOf(source: NumberSource): NumberModel {
  const numeric = pickNumeric(source, PULSE_RATE)
  const empty = missingNumber('PR', 'spo2', '/min')
  return numeric === null ? empty : { ...numberModel(numeric, source), label: empty.label }
}

function firstPressure(
  source: NumberSource,
  beginnings: readonly string[],
  label: string,
): NumberModel | null {
  let fallback: NumberModel | null = null
  for (const beginning of beginnings) {
    const pressure = pressureModel(source, beginning, label)
    if (pressure !== null && pressure.freshness !== 'gone') return pressure
    fallback ??= pressure
  }
  return fallback
}

/** Fills the fixed places of a tile from what the bed sends. */
export function tileNumbers(source: NumberSource): TileNumbers {
  const heartRate = inSlot(source, HEART_RATE, missingNumber('HR', 'ecg', '/min'))
  const pulse = pulseOf(source)
  const endTidal = pickNumeric(source, END_TIDAL)
  const emptyCuff = { ...missingNumber('NIBP', 'nibp', 'mmHg'), text: '--/--' }
  return {
    heartRate,
    pulse: heartRate.freshness === 'gone' && pulse.freshness !== 'gone' ? pulse : null,
    saturation: inSlot(source, SATURATION, missingNumber('SpO2', 'spo2', '%')),
    breaths: inSlot(source, BREATHS, missingNumber('RR', 'resp', '/min')),
    arterial: firstPressure(source, ARTERIAL, 'ART'),
    cuff: firstPressure(source, CUFF, 'NIBP') ?? emptyCuff,
    temperature: inSlot(source, TEMPERATURE, missingNumber('Temp', 'temp', '°C')),
    endTidal: endTidal === null ? null : { ...numberModel(endTidal, source), label: 'EtCO2' },
  }
}
