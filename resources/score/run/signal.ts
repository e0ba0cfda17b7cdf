/** What the product is given of a record: samples in physical units (NaN = missing), never its labels. */
export interface Signal {
  readonly name: string
  readonly unit: string
  readonly rateHz: number
  readonly values: Float32Array
}

/** Begins the name of a wave that is no ECG; so does a unit of pressure or a share. */
const NOT_ECG = /^(?:PLETH|PPG|SPO2|ABP|ART|BP|RESP|CO2|CVP|PAP|ICP|LAP|RAP|EEG|EMG|EOG|FLOW)/i
const NOT_ECG_UNIT = /^(?:mmHg|cmH2O|%)$/i

/** The ECG leads among the channels. */
export function ecgLeads(signals: readonly Signal[]): Signal[] {
  return signals.filter(({ name, unit }) => !NOT_ECG.test(name) && !NOT_ECG_UNIT.test(unit))
}

/** The channel of that name, if there is one. */
export function named(signals: readonly Signal[], name: string): Signal | undefined {
  return signals.find((signal) => signal.name.toUpperCase() === name)
}
