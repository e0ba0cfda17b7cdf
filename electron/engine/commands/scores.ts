import { randomUUID } from 'node:crypto'
import { type Commands, VigilError } from '../../ipc/contract.ts'
import type { BedScores, ScoreTableView } from '../../ipc/score.ts'
import { isSamePatient } from '../patients.ts'
import { UNCHANGED } from '../unchanged.ts'
import type { CommandContext } from './context.ts'
import { UNKNOWN } from './occupy.ts'
import { requireSignedIn } from './signed-in.ts'
import { viewOf } from './view-of.ts'

/**
 * Keeps by which range of SpO2 a patient is scored; it goes with them to other beds. Throws VigilError notSignedIn,
 * unknownBed, patientInBed or badRequest with one sentence.
 */
export async function setSpo2Scale(
  context: CommandContext,
  { bed, patient, scale }: Commands['score.setScale']['request'],
): Promise<BedScores | null> {
  const view = viewOf(context, bed)
  requireSignedIn(context)
  if (!isSamePatient(view.patient, patient)) {
    const sentence = `${view.label} holds another patient by now: look again. ${UNCHANGED}`
    throw new VigilError('patientInBed', sentence)
  }
  if (view.simulated) {
    throw new VigilError('badRequest', `${view.label} is simulated and keeps scale 1. ${UNCHANGED}`)
  }
  const known = view.person ?? UNKNOWN
  const before = known.spo2Scale ?? 1
  if (before === scale) return view.scores ?? null
  const facts = { ...known, spo2Scale: scale }
  await context.takeStep({
    kind: 'stay',
    binds: [],
    person: { id: randomUUID(), patient, facts, isCorrection: true },
    standby: [],
    audit: {
      action: 'score.setScale',
      object: bed,
      before: JSON.stringify({ patient, spo2Scale: before }),
      after: JSON.stringify({ patient, spo2Scale: scale }),
    },
  })
  context.ward.setPatient(bed, patient, facts)
  return viewOf(context, bed).scores ?? null
}

/** Takes the site's table for children from a file. Throws VigilError notSignedIn, or configInvalid with the key that is wrong. */
export async function setScoreTable(
  context: CommandContext,
  { name, text }: Commands['score.setTable']['request'],
): Promise<ScoreTableView> {
  requireSignedIn(context)
  return context.findings.scoreTables.set(name, text, context.actor.initials ?? '')
}

/** Without a table no child has a score. Throws VigilError notSignedIn. */
export async function removeScoreTable(context: CommandContext): Promise<Record<string, never>> {
  requireSignedIn(context)
  await context.findings.scoreTables.remove()
  return {}
}
