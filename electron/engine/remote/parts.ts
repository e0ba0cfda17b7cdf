import { randomUUID } from 'node:crypto'
import { isIdentified } from '../../ipc/patient.ts'
import type { CommandContext } from '../commands/context.ts'
import { UNKNOWN } from '../commands/occupy.ts'
import type { RemoteDeskParts } from './desk.ts'
import type { Occupant } from './kept.ts'

type Engine = Pick<
  CommandContext,
  'store' | 'clock' | 'timers' | 'baseDir' | 'nowUtcMs' | 'stationChanged' | 'ward' | 'takeStep'
>

function occupantsOf({ ward }: Engine): Occupant[] {
  return ward.views().flatMap(({ id, patient, person, simulated }) => {
    if (simulated || !isIdentified(patient)) return []
    const { name, birthDate, paced } = person ?? UNKNOWN
    return [{ bed: id, patient, name, birthDate, paced }]
  })
}

/** Keeps that a device paces somebody, with their stay; the audit says that a report did. */
async function setPaced(engine: Engine, { bed, patient, paced: before }: Occupant): Promise<void> {
  const facts = { ...(engine.ward.view(bed)?.person ?? UNKNOWN), paced: 'yes' as const }
  await engine.takeStep({
    kind: 'stay',
    binds: [],
    person: { id: randomUUID(), patient, facts, isCorrection: true },
    standby: [],
    audit: {
      action: 'implant.paced',
      object: bed,
      before: JSON.stringify({ patient, paced: before }),
      after: JSON.stringify({ patient, paced: 'yes' }),
    },
  })
  engine.ward.setPatient(bed, patient, facts)
}

/** What the desk of patients elsewhere uses of a running engine. */
export function remoteParts(engine: Engine): RemoteDeskParts {
  return {
    store: engine.store,
    clock: engine.clock,
    timers: engine.timers,
    baseDir: engine.baseDir,
    nowUtcMs: () => engine.nowUtcMs(),
    stationChanged: () => engine.stationChanged(),
    occupants: () => occupantsOf(engine),
    setPaced: (occupant) => setPaced(engine, occupant),
  }
}
