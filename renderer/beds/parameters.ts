/** What a number or wave is about: decides its colour and its place. */
export type ParameterKind =
  | 'ecg'
  | 'spo2'
  | 'art'
  | 'pap'
  | 'cvp'
  | 'icp'
  | 'co2'
  | 'resp'
  | 'nibp'
  | 'temp'
  | 'other'

/**
 * Kind by how the term begins; the first row that fits wins, so longer beginnings stand first.
 * Terms: ISO/IEEE 11073-10101. Colours belong to kinds (theme/tokens.css).
 */
const KIND_OF_TERM: readonly (readonly [beginning: string, kind: ParameterKind])[] = [
  ['MDC_ECG_', 'ecg'],
  ['MDC_PULS_OXIM_', 'spo2'],
  ['MDC_PLETH_PULS_RATE', 'spo2'],
  ['MDC_PULS_RATE_NON_INV', 'nibp'],
  ['MDC_BLD_PULS_RATE_INV', 'art'],
  ['MDC_PRESS_BLD_NONINV', 'nibp'],
  ['MDC_PRESS_CUFF', 'nibp'],
  ['MDC_PRESS_BLD_ART_PULM', 'pap'],
  ['MDC_PRESS_BLD_ART', 'art'],
  ['MDC_PRESS_BLD_AORT', 'art'],
  ['MDC_PRESS_BLD_VEN', 'cvp'],
  ['MDC_PRESS_BLD_ATR', 'cvp'],
  ['MDC_PRESS_INTRA_CRAN', 'icp'],
  ['MDC_PRESS_CEREB', 'icp'],
  ['MDC_PRESS_BLD', 'art'],
  ['MDC_CO2_', 'co2'],
  ['MDC_CONC_AWAY_CO2', 'co2'],
  ['MDC_AWAY_CO2', 'co2'],
  ['MDC_RESP', 'resp'],
  ['MDC_TTHOR_RESP', 'resp'],
  ['MDC_IMPED_TTHOR', 'resp'],
  ['MDC_TEMP', 'temp'],
]

/** The kind of a term; a vendor's own term (`X_...`) is `other` and is shown in plain text colour. */
export function kindOf(id: string): ParameterKind {
  for (const [beginning, kind] of KIND_OF_TERM) if (id.startsWith(beginning)) return kind
  return 'other'
}

/** Order of waves from top to bottom (UI.md 2): ECG, pleth, arterial, other pressures, CO2, breath, rest. */
const WAVE_ORDER: readonly ParameterKind[] = ['ecg', 'spo2', 'art', 'pap', 'cvp', 'icp', 'co2', 'resp']

/** Where a wave stands; smaller is higher. Waves of one kind keep the order of the device. */
export function waveRank(id: string): number {
  const rank = WAVE_ORDER.indexOf(kindOf(id))
  return rank === -1 ? WAVE_ORDER.length : rank
}

/** The waves of a bed in screen order. */
export function orderWaves<W extends { readonly id: string }>(waves: readonly W[]): readonly W[] {
  return [...waves].sort((left, right) => waveRank(left.id) - waveRank(right.id))
}
