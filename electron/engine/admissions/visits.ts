import type { PersonFacts, VisitFacts } from '../../ipc/patient.ts'

/** Visits of a patient that are kept: those before say nothing of what is still sent. */
const MOST_VISITS = 20

type Visits = readonly VisitFacts[] | undefined

/** A visit as the hospital's system says it. */
export type SaidVisit = Pick<VisitFacts, 'number' | 'authority' | 'patientClass'>

/** The visit that lasts; null: nobody knows of one. */
export function openVisit(facts: Pick<PersonFacts, 'visits'> | undefined): VisitFacts | null {
  return facts?.visits?.findLast(({ toUtcMs }) => toUtcMs === null) ?? null
}

/** Visits that have ended at a time, where they had not before. */
export function endedVisits(visits: Visits, atUtcMs: number): readonly VisitFacts[] {
  return (visits ?? []).map((one) =>
    one.toUtcMs === null ? { ...one, toUtcMs: Math.max(one.fromUtcMs, atUtcMs) } : one,
  )
}

/** Whether what is said of a visit is something else than what is known. */
export function isNewVisit(
  facts: Pick<PersonFacts, 'visits'> | undefined,
  said: SaidVisit | undefined,
): boolean {
  const known = openVisit(facts)
  return said !== undefined && (said.number !== known?.number || said.authority !== known.authority)
}

/**
 * Visits with one that the hospital's system said. The first of a stay holds for all of it; one that follows another from
 * now on. In: when the stay began, and now (UTC ms).
 */
export function withVisit(
  facts: Pick<PersonFacts, 'visits'> | undefined,
  said: SaidVisit | undefined,
  { sinceUtcMs, nowUtcMs }: { readonly sinceUtcMs: number; readonly nowUtcMs: number },
): Pick<PersonFacts, 'visits'> {
  const visits = facts?.visits
  if (said === undefined || !isNewVisit(facts, said)) return visits === undefined ? {} : { visits }
  const fromUtcMs = openVisit(facts) === null ? sinceUtcMs : nowUtcMs
  return joinedVisits(visits, [{ ...said, fromUtcMs, toUtcMs: null }], fromUtcMs)
}

/** Those that were known have ended where somebody comes anew; those that are said hold beside them. */
export function joinedVisits(known: Visits, said: Visits, atUtcMs: number): Pick<PersonFacts, 'visits'> {
  const isSaid = ({ number, fromUtcMs }: VisitFacts) =>
    (said ?? []).some((one) => one.number === number && one.fromUtcMs === fromUtcMs)
  const before = endedVisits(known, atUtcMs).filter((one) => !isSaid(one))
  const visits = [...before, ...(said ?? [])].slice(-MOST_VISITS)
  return visits.length === 0 ? {} : { visits }
}
