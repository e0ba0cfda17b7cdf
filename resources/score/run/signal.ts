/** What the product is given of a record: samples in physical units (NaN = missing), never its labels. */
export interface Signal {
  readonly name: string
  readonly unit: string
  readonly rateHz: number
  readonly values: Float32Array
}

const NOT_ECG = new Set(['PLETH', 'PPG', 'ABP', 'ART', 'RESP', 'CVP', 'PAP'])

/** The ECG leads among the channels. */
export function ecgLeads(signals: readonly Signal[]): Signal[] {
  return signals.filter(({ name }) => !NOT_ECG.has(name.toUpperCase()))
}

/** The channel of that name, if there is one. */
export function named(signals: readonly Signal[], name: string): Signal | undefined {
  return signals.find((signal) => signal.name.toUpperCase() === name)
}
