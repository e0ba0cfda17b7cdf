/** Points for values up to and including `upTo`; the last row takes the rest. */
export type Band = readonly [upTo: number, points: number]

const REST = Number.POSITIVE_INFINITY

/** NEWS2 (Royal College of Physicians 2017, chart 1). Inputs are whole numbers, temperature to 0.1. */
export const NEWS2 = {
  respiration: [
    [8, 3],
    [11, 1],
    [20, 0],
    [24, 2],
    [REST, 3],
  ],
  spo2Scale1: [
    [91, 3],
    [93, 2],
    [95, 1],
    [REST, 0],
  ],
  spo2Scale2Air: [
    [83, 3],
    [85, 2],
    [87, 1],
    [REST, 0],
  ],
  spo2Scale2Oxygen: [
    [83, 3],
    [85, 2],
    [87, 1],
    [92, 0],
    [94, 1],
    [96, 2],
    [REST, 3],
  ],
  systolic: [
    [90, 3],
    [100, 2],
    [110, 1],
    [219, 0],
    [REST, 3],
  ],
  pulse: [
    [40, 3],
    [50, 1],
    [90, 0],
    [110, 1],
    [130, 2],
    [REST, 3],
  ],
  temperature: [
    [35, 3],
    [36, 1],
    [38, 0],
    [39, 1],
    [REST, 2],
  ],
  oxygen: 2,
  notAlert: 3,
} as const satisfies Record<string, readonly Band[] | number>

/** MEWS (Subbe 2001). */
export const MEWS = {
  systolic: [
    [70, 3],
    [80, 2],
    [100, 1],
    [199, 0],
    [REST, 2],
  ],
  pulse: [
    [40, 2],
    [50, 1],
    [100, 0],
    [110, 1],
    [129, 2],
    [REST, 3],
  ],
  respiration: [
    [8, 2],
    [14, 0],
    [20, 1],
    [29, 2],
    [REST, 3],
  ],
  temperature: [
    [34.9, 2],
    [38.4, 0],
    [REST, 2],
  ],
} as const satisfies Record<string, readonly Band[]>

/** CART (Churpek 2012, published coefficients). */
export const CART = {
  respiration: [
    [20, 0],
    [23, 8],
    [25, 12],
    [29, 15],
    [REST, 22],
  ],
  heartRate: [
    [109, 0],
    [139, 4],
    [REST, 13],
  ],
  diastolic: [
    [34, 13],
    [39, 6],
    [49, 4],
    [REST, 0],
  ],
  age: [
    [54, 0],
    [69, 4],
    [REST, 9],
  ],
} as const satisfies Record<string, readonly Band[]>

/** qSOFA (Sepsis-3, 2016): one point each. */
export const QSOFA = { respirationFrom: 22, systolicTo: 100 } as const

/** NEWS2 totals: medium and high from here; one parameter at three points is low-medium. */
export const NEWS2_BANDS = { medium: 5, high: 7, single: 3 } as const
