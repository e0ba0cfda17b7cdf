/** What differs from the usual message. */
export interface AdtOver {
  readonly controlId?: string
  readonly ids?: string
  readonly name?: string
  readonly birthDate?: string
  readonly location?: string
  /** EVN-2 and MSH-7. */
  readonly at?: string
  readonly sentAt?: string
  /** MRG-1. */
  readonly merged?: string
  /** PV1-19, and PV1-2. */
  readonly visit?: string
  readonly patientClass?: string
}

/** An ADT message as a hospital's system sends one, fields as they stand on the wire. The person is made up. */
export function adtText(event: string, over: AdtOver = {}): string {
  const {
    controlId = `C-${event}`,
    ids = '4711^^^HOSP^MR',
    name = 'Family^Given',
    birthDate = '19701231',
  } = over
  const { location = 'ICU^R2^B04', at = '20260105080000+0000', sentAt = '20260105080001+0000', merged } = over
  const { visit, patientClass = 'I' } = over
  return [
    `MSH|^~\\&|HIS|HOSP|VIGIL|W|${sentAt}||ADT^${event}|${controlId}|P|2.5`,
    `EVN|${event}|${at}`,
    `PID|1||${ids}||${name}||${birthDate}|F`,
    ...(merged === undefined ? [] : [`MRG|${merged}`]),
    `PV1|1|${patientClass}|${location}${visit === undefined ? '' : `${'|'.repeat(16)}${visit}`}`,
    '',
  ].join('\r')
}
