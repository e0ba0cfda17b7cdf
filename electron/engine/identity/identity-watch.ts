import { isSamePerson, type Person } from '../../../drivers/model/person.ts'
import type { AlarmCondition } from '../../ipc/alarms.ts'
import type { PatientView, ProposalView } from '../../ipc/views.ts'
import { isSamePatient } from '../patients.ts'
import { deviceCondition } from './condition-id.ts'
import { proposalView } from './proposal.ts'

export interface IdentityWatchOptions {
  readonly bed: string
  /** How the device is named where the bed has several; absent or null: it is the only one. */
  readonly device?: string | null
  /** Number of the first question; absent: 1. */
  readonly firstQuestion?: number
  /** A simulated or replayed line names nobody real: nothing it says is proposed. */
  readonly simulated: boolean
  /** Who is connected to the bed. */
  readonly patient: PatientView | null
}

/**
 * Compares who is connected to a bed with whom its monitor names. What the monitor says is
 * only a question: nothing here ever changes who is connected. Kept in memory alone, so a
 * new engine waits for the monitor to say it again.
 */
export class IdentityWatch {
  readonly #bed: string
  #device: string | null
  readonly #simulated: boolean
  #patient: PatientView | null
  #said: Person | null = null
  /** The line that said it still stands. */
  #isCurrent = false
  /** The monitor named somebody and then nobody, while somebody was connected. */
  #isEmptied = false
  /** A nurse has said that this is not the patient. */
  #isDeclined = false
  #number: number
  #sinceUtcMs = 0

  constructor({ bed, device = null, firstQuestion = 1, simulated, patient }: IdentityWatchOptions) {
    this.#bed = bed
    this.#device = device
    this.#number = firstQuestion
    this.#simulated = simulated
    this.#patient = patient
  }

  /** How sentences name the device from now on; null: it is the only one. */
  rename(device: string | null): void {
    this.#device = device
  }

  /** The monitor names a person, or nobody. Out: whether anything is different. */
  hear(person: Person | null, atUtcMs: number): boolean {
    if (this.#simulated) return false
    const wasCurrent = this.#isCurrent
    this.#isCurrent = true
    if (isSamePerson(this.#said, person)) return !wasCurrent
    this.#isEmptied = person === null && this.#patient !== null
    this.#said = person
    this.#isDeclined = false
    this.#sinceUtcMs = atUtcMs
    this.#number++
    return true
  }

  /**
   * The line is gone, and another monitor may come back on it: nobody can be confirmed from what
   * it said. A difference that nobody has decided on stays.
   */
  lineLost(): void {
    this.#isCurrent = false
  }

  /** Somebody else, or nobody, is connected to the bed: a decision about the one before is none about this one. */
  connected(patient: PatientView | null): void {
    if (isSamePatient(patient, this.#patient)) return
    this.#patient = patient
    this.#isEmptied = false
    this.#isDeclined = false
    this.#number++
  }

  /** A nurse says that whom the monitor names is not the patient: asked again only when the monitor says something else. */
  decline(): void {
    this.#isDeclined = true
  }

  /** What a nurse is asked, or null. */
  get proposal(): ProposalView | null {
    if (!this.#isOpen) return null
    return proposalView(this.#number, this.#said, this.#isCurrent, this.#sinceUtcMs)
  }

  /** The medium technical alarm while the monitor names somebody else than is connected and nobody has decided. */
  alarm(label: string): AlarmCondition | null {
    if (this.#patient === null || !this.#isOpen) return null
    const what =
      this.#said === null ? 'The monitor names the patient no longer' : 'The monitor names another patient'
    return {
      id: deviceCondition(this.#bed, 'identity', this.#device),
      source: 'vigil',
      kind: 'technical',
      priority: 'medium',
      text: `${this.#device === null ? '' : `${this.#device}: `}${what}: check who is in ${label}`,
      sinceUtcMs: this.#sinceUtcMs,
    }
  }

  /** Whom the device names now, as long as its line stands; null: nobody. */
  get named(): Person | null {
    return this.#isCurrent ? this.#said : null
  }

  get #isOpen(): boolean {
    if (this.#isDeclined) return false
    if (this.#said === null) return this.#isEmptied
    if (this.#patient === null) return this.#isCurrent
    return !isNamed(this.#said, this.#patient)
  }
}

/** Whether the monitor names who is connected. A monitor that says no authority is taken to speak of the same one. */
function isNamed({ id, authority }: Person, patient: PatientView): boolean {
  return id === patient.id && (authority === null || authority === patient.authority)
}
