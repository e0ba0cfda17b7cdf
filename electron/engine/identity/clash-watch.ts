import type { Person } from '../../../drivers/model/person.ts'
import type { AlarmCondition } from '../../ipc/alarms.ts'

/** A device of a bed and whom it names; null: nobody. */
export interface Naming {
  readonly name: string
  readonly person: Person | null
}

/** Whether two devices cannot speak of one person. One that says no authority is taken to speak of the same one. */
function isAnother(one: Person, other: Person): boolean {
  if (one.id !== other.id) return true
  return one.authority !== null && other.authority !== null && one.authority !== other.authority
}

/** Says it aloud while two devices of one bed name different patients: one of them is on the wrong bed. */
export class ClashWatch {
  readonly #bed: string
  #sinceUtcMs: number | null = null

  constructor(bed: string) {
    this.#bed = bed
  }

  /** The medium technical alarm, or null. In: the devices of the bed as they are now. */
  alarm(label: string, devices: readonly Naming[], nowUtcMs: number): AlarmCondition | null {
    const named = devices.flatMap(({ name, person }) => (person === null ? [] : [{ name, person }]))
    const [first] = named
    const other = named.find(({ person }) => first !== undefined && isAnother(first.person, person))
    if (first === undefined || other === undefined) {
      this.#sinceUtcMs = null
      return null
    }
    this.#sinceUtcMs ??= nowUtcMs
    return {
      id: `${this.#bed}/vigil/clash`,
      source: 'vigil',
      kind: 'technical',
      priority: 'medium',
      text: `${first.name} and ${other.name} name different patients: check which device belongs to ${label}`,
      sinceUtcMs: this.#sinceUtcMs,
    }
  }
}
