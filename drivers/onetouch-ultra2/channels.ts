import type { NumericChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'

const episodic = { source: 'glucose', timing: 'episodic' } as const

export const glucose = numericOfTerm({
  ...episodic,
  id: 'MDC_CONC_GLU_CAPILLARY_WHOLEBLOOD',
  vendor: 'result',
  unit: 'mg/dL',
})
/** 1: above what the meter can measure, -1: below, 0: within. There is no number with the first two. */
export const outOfRange = numericOfTerm({
  ...episodic,
  id: 'X_ONETOUCH_ULTRA2_OUT_OF_RANGE',
  vendor: 'result out of range',
  label: 'Glucose HIGH 1 LOW -1',
  unit: '1',
})
export const meal = numericOfTerm({
  ...episodic,
  id: 'X_ONETOUCH_ULTRA2_MEAL',
  vendor: 'meal flag',
  label: 'Meal before 1 after 2',
  unit: '1',
})
export const comment = numericOfTerm({
  ...episodic,
  id: 'X_ONETOUCH_ULTRA2_COMMENT',
  vendor: 'comment',
  label: 'Meal comment',
  unit: '1',
})
/** A test with control solution: nothing of a patient, only listed by `vigil decode`. */
export const control = numericOfTerm({
  id: 'X_ONETOUCH_ULTRA2_CONTROL',
  source: 'control',
  vendor: 'control solution',
  label: 'Control solution',
  unit: 'mg/dL',
  timing: 'episodic',
})
/** How many readings are in the memory: what tells that the meter is joined. */
export const records = numericOfTerm({
  id: 'X_ONETOUCH_ULTRA2_RECORDS',
  source: 'memory',
  vendor: 'records',
  label: 'Meter memory',
  unit: '1',
})

/** Every channel the meter can send. */
export const channels: readonly NumericChannel[] = [glucose, outOfRange, meal, comment, control, records]
