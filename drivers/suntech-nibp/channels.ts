import type { NumericChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'

const pressure = (id: string, vendor: string): NumericChannel =>
  numericOfTerm({ id, source: 'nibp', vendor, unit: 'mm[Hg]', timing: 'episodic' })

export const nibp = {
  systolic: pressure('MDC_PRESS_BLD_NONINV_SYS', 'systolic'),
  diastolic: pressure('MDC_PRESS_BLD_NONINV_DIA', 'diastolic'),
  mean: pressure('MDC_PRESS_BLD_NONINV_MEAN', 'mean'),
} as const
export const pulse = numericOfTerm({
  id: 'MDC_PULS_RATE_NON_INV',
  source: 'nibp',
  vendor: 'heart rate',
  unit: '/min',
  timing: 'episodic',
})
export const beats = numericOfTerm({
  id: 'X_SUNTECH_NIBP_BEATS',
  source: 'nibp',
  vendor: 'beats',
  label: 'NIBP beats',
  unit: '1',
  timing: 'episodic',
})
/** Why there is no reading, by the module's own number; 0 where there is one. */
export const error = numericOfTerm({
  id: 'X_SUNTECH_NIBP_ERROR',
  source: 'nibp',
  vendor: 'error',
  label: 'NIBP error',
  unit: '1',
  timing: 'episodic',
})
/** What is in the cuff now. */
export const cuff = numericOfTerm({
  id: 'X_SUNTECH_NIBP_CUFF',
  source: 'cuff',
  vendor: 'cuff pressure',
  label: 'Cuff',
  unit: 'mm[Hg]',
})

/** Every channel the module can send. */
export const channels: readonly NumericChannel[] = [
  nibp.systolic,
  nibp.diastolic,
  nibp.mean,
  pulse,
  beats,
  error,
  cuff,
]
