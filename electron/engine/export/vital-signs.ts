/** A usual vital sign, and the ids of which any one counts as having measured it. */
interface VitalSign {
  readonly label: string
  readonly matches: RegExp
}

/**
 * The signs a nurse expects on a handover page (CLINICAL: the five usual signs of the
 * wards' charts), by the REFIDs of the vocabulary. Either pressure and any pulse count.
 */
const VITAL_SIGNS: readonly VitalSign[] = [
  { label: 'HR', matches: /^MDC_(ECG_HEART_RATE|PULS_OXIM_PULS_RATE|PULS_RATE\w*|BLD_PULS_RATE\w*)$/ },
  { label: 'SpO₂', matches: /^MDC_PULS_OXIM_SAT_O2/ },
  { label: 'RR', matches: /^MDC_(\w+_)?RESP_RATE$/ },
  { label: 'BP', matches: /^MDC_PRESS_(BLD_NONINV|BLD_ART|BLD_ART_ABP|CUFF)(_(SYS|DIA|MEAN))?$/ },
  { label: 'Temp', matches: /^MDC_TEMP/ },
]

/** Labels of the usual signs that none of the measured ids is. */
export function signsWithout(measuredIds: Iterable<string>): string[] {
  const ids = [...measuredIds]
  return VITAL_SIGNS.filter((sign) => !ids.some((id) => sign.matches.test(id))).map((sign) => sign.label)
}
