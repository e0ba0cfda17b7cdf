/** What a site may call an input of a board that cannot know: `ECG` is a lead that nobody named. */
export const ECG_LEADS = [
  'ECG',
  'I',
  'II',
  'III',
  'aVR',
  'aVL',
  'aVF',
  'V',
  'V1',
  'V2',
  'V3',
  'V4',
  'V5',
  'V6',
] as const
export type EcgLead = (typeof ECG_LEADS)[number]

/** The REFID of the voltage of a lead. */
export function leadTerm(lead: EcgLead): string {
  return lead === 'ECG' ? 'MDC_ECG_ELEC_POTL' : `MDC_ECG_ELEC_POTL_${lead.toUpperCase()}`
}

/** Whether an input is a lead of the ECG and not anything else it may be. */
export function isEcgLead(role: string): role is EcgLead {
  return ECG_LEADS.some((lead) => lead === role)
}

/** An input that was given a lead which another one has already. */
export interface SameLead {
  readonly name: string
  readonly lead: EcgLead
  readonly other: string
}

/** In: inputs in their order, each with what it is. Out: those whose lead one before them has. */
export function leadsGivenTwice(inputs: readonly (readonly [name: string, role: string])[]): SameLead[] {
  const first = new Map<EcgLead, string>()
  const twice: SameLead[] = []
  for (const [name, role] of inputs) {
    if (!isEcgLead(role)) continue
    const other = first.get(role)
    if (other === undefined) first.set(role, name)
    else twice.push({ name, lead: role, other })
  }
  return twice
}
