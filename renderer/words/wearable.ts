import type { WearableView } from '../../electron/ipc/wearable.ts'
import { clockTime, clockTimeSeconds } from './times.ts'
import { printedPercent } from './values.ts'
import { words } from './words.ts'

function contactText({ contactUtcMs, gapSinceUtcMs }: WearableView): string {
  if (contactUtcMs === null) return words('wearable.noContactYet')
  const time = clockTime(contactUtcMs)
  return words(gapSinceUtcMs === null ? 'wearable.contact' : 'wearable.noContactSince', { time })
}

function batteryText({ battery }: WearableView): string {
  if (battery === null) return words('wearable.batteryUnknown')
  return words('wearable.battery', { percent: printedPercent(battery.percent, 0) })
}

/** What the tile of a wearable says while nothing louder is to be said: `Last contact 09:41 · battery 87 %`. */
export function wearableText(wearable: WearableView): string {
  return `${contactText(wearable)} · ${batteryText(wearable)}`
}

/** The same as rows of a list, with all that is known. */
export function wearableFacts(
  wearable: WearableView,
): readonly { readonly name: string; readonly text: string }[] {
  const { contactUtcMs, gapSinceUtcMs, battery } = wearable
  const contact = contactUtcMs === null ? words('wearable.noContactYet') : clockTimeSeconds(contactUtcMs)
  const told =
    battery === null
      ? words('wearable.batteryUnknown')
      : words('wearable.batteryTold', {
          percent: printedPercent(battery.percent, 0),
          time: clockTime(battery.toldUtcMs),
        })
  return [
    {
      name: words('wearable.contactName'),
      text: gapSinceUtcMs === null ? contact : `${contact}. ${words('wearable.gapStep')}`,
    },
    { name: words('wearable.batteryName'), text: told },
  ]
}
