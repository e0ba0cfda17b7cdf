import { ACVPU, type Answer, EFFORTS, type EntryKind } from '../../electron/ipc/entry.ts'

/** Values that are one tap each: what nurses chart most (CLINICAL 3.1, 3.2), all else is typed. */
export interface QuickRow {
  readonly kind: EntryKind
  readonly unit: string
  readonly values: readonly (number | Answer)[]
}

const MOST_PAIN = 10
const FLOWS_L_MIN = [0, 1, 2, 3, 4, 6, 10, 15]
/** PEWS asks for 3 s or more (CLINICAL 3.2); a part of a second is typed. */
const REFILLS_S = [1, 2, 3, 4, 5, 6]
const VOLUMES_ML = [50, 100, 200, 250, 500]

export const QUICK_ROWS: readonly QuickRow[] = [
  { kind: 'consciousness', unit: '', values: ACVPU },
  { kind: 'oxygen', unit: 'L/min', values: FLOWS_L_MIN },
  { kind: 'pain', unit: '{score}', values: Array.from({ length: MOST_PAIN + 1 }, (_, pain) => pain) },
  { kind: 'effort', unit: '', values: EFFORTS },
  { kind: 'capillaryRefill', unit: 's', values: REFILLS_S },
  { kind: 'fluidIn', unit: 'mL', values: VOLUMES_ML },
  { kind: 'fluidOut', unit: 'mL', values: VOLUMES_ML },
]
