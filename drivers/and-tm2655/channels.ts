import type { NumericChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'

const episodic = { source: 'nibp', timing: 'episodic' } as const
const pressure = (id: string, vendor: string): NumericChannel =>
  numericOfTerm({ ...episodic, id, vendor, unit: 'mm[Hg]' })

export const nibp = {
  systolic: pressure('MDC_PRESS_BLD_NONINV_SYS', 'S'),
  diastolic: pressure('MDC_PRESS_BLD_NONINV_DIA', 'D'),
  mean: pressure('MDC_PRESS_BLD_NONINV_MEAN', 'M'),
} as const
export const pulse = numericOfTerm({ ...episodic, id: 'MDC_PULS_RATE_NON_INV', vendor: 'P', unit: '/min' })
export const inflation = numericOfTerm({
  ...episodic,
  id: 'X_AND_TM2655_INFLATION',
  vendor: 'L',
  label: 'Inflation',
  unit: 'mm[Hg]',
})
/** Why there is no reading, by the kiosk's own number; 0 where there is one. It comes with every reply. */
export const error = numericOfTerm({
  id: 'X_AND_TM2655_ERROR',
  source: 'kiosk',
  vendor: 'error',
  label: 'NIBP error',
  unit: '1',
})

/** Every channel the kiosk can send. */
export const channels: readonly NumericChannel[] = [
  nibp.systolic,
  nibp.diastolic,
  nibp.mean,
  pulse,
  inflation,
  error,
]
