import type { CommandContext } from './commands/context.ts'
import { showEntries } from './commands/entries.ts'
import { followAgeClass } from './commands/occupy.ts'
import type { CheckedBed } from './config/checked-bed.ts'
import { occupantAtStart } from './occupancy.ts'

/**
 * Puts the beds of a start in place, in their order: kept in the record, with who lies in them, the limits of that
 * person's age class and what was entered by hand. In: whether beds were ever edited on the screen. What the record says
 * of them is asked for all at once: a ward that waits for one bed after the other starts late. Throws VigilError where the
 * record does not take them.
 */
export async function placeFirstBeds(
  context: CommandContext,
  beds: readonly CheckedBed[],
  edited: boolean,
): Promise<void> {
  const occupants = await Promise.all(beds.map((checked) => occupantAtStart(context, checked, edited)))
  const kept = beds.map(({ config: { id, label, driver, link, options } }) =>
    context.store.saveBed({ bed: id, label, driver, link, options: JSON.stringify(options) }),
  )
  for (const [index, checked] of beds.entries()) {
    const occupant = occupants[index]
    if (occupant === undefined) continue
    context.ward.put(checked, occupant)
    followAgeClass(context, checked.config.id, occupant.person ?? null)
  }
  await Promise.all([...kept, ...beds.map(({ config }) => showEntries(context, config.id))])
}
