/** Components of PV1-3 that name a bed: point of care, room, bed (HL7 data type PL). */
export const PLACE_PARTS = [1, 2, 3] as const

/** HL7 table 0357, as far as this driver refuses. */
export const ERROR_CODE = {
  segmentSequence: '100',
  requiredField: '101',
  unsupportedType: '200',
  unsupportedEvent: '201',
  unknownKey: '204',
  internal: '207',
} as const

/** Longest MSH-10 that PCD-01 allows (INTEROP 1.1). */
export const MOST_CONTROL_ID = 199
