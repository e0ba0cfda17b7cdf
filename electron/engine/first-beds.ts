import type { CommandContext } from './commands/context.ts'
import { showEntries } from './commands/entries.ts'
import { followAgeClass } from './commands/occupy.ts'
import type { CheckedBed } from './config/checked-bed.ts'
import { occupantAtStart } from './occupancy.ts'

/**
 * Puts the beds of a start in place, one after the other: kept in the record, with who lies in them, the limits of that
 * person's age class and what was entered by hand. In: whether beds were ever edited on the screen. Throws VigilError
 * where the record does not take them.
 */
export async function placeFirstBeds(
  context: CommandContext,
  beds: readonly CheckedBed[],
  edited: boolean,
): Promise<void> {
  for (const checked of beds) {
    const occupant = await occupantAtStart(context, checked, edited)
    const { id, label, driver, link, options } = checked.config
    await context.store.saveBed({ bed: id, label, driver, link, options: JSON.stringify(options) })
    context.ward.put(checked, occupant)
    followAgeClass(context, id, occupant.person ?? null)
    await showEntries(context, id)
  }
}
