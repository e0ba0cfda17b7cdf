import { useEffect, useState } from 'react'
import type { ScreenLook } from '../../electron/ipc/look.ts'
import { useClient, useStation } from '../client/context.ts'
import { useScreen } from '../screens/use-screen.ts'
import { type Look, wearLook } from './look.ts'
import { isNight, keptOverride, type NightOverride } from './night.ts'

/** How often the clock is asked whether night has begun. */
const CLOCK_MS = 10_000

function useHour(): number {
  const [hour, setHour] = useState(() => new Date().getHours())
  useEffect(() => {
    const timer = setInterval(() => setHour(new Date().getHours()), CLOCK_MS)
    return () => clearInterval(timer)
  }, [])
  return hour
}

/** What the app bar says of the night, and what its button does. */
export interface NightControl {
  readonly isOn: boolean
  /** Hour at which the clock ends it; null when no clock does. */
  readonly untilHour: number | null
  toggle(): void
}

/**
 * Follows the look that the station keeps for this window's role, and the clock.
 * In: the look worn at the start. Out: the look worn now, and the night.
 */
export function useLook(first: Look): { readonly look: Look; readonly night: NightControl } {
  const client = useClient()
  const { station } = useStation()
  const { role } = useScreen()
  const hour = useHour()
  const [worn, setWorn] = useState(first)
  const [override, setOverride] = useState<NightOverride | null>(null)
  const kept: ScreenLook | undefined = station?.display.looks[role]
  const counts = kept === undefined ? null : keptOverride(kept, hour, override)
  const dimmed = kept === undefined ? first.theme === 'night' : isNight(kept, hour, counts)
  const language = kept?.language ?? first.language
  const theme = dimmed ? 'night' : (kept?.theme ?? first.theme)
  useEffect(() => {
    let isStale = false
    const wear = (next: Look) => {
      if (!isStale) setWorn(next)
    }
    wearLook(document.documentElement, { language, theme }).then(
      () => wear({ language, theme }),
      () => setWorn((before) => ({ ...before, theme })),
    )
    return () => {
      isStale = true
    }
  }, [language, theme])
  const toggle = () => {
    if (kept === undefined) return
    if (kept.night === 'clock') setOverride({ isOn: !dimmed })
    else {
      const change = { night: dimmed ? 'off' : 'on' } as const
      // Without an engine the whole window says so already.
      client.call('display.set', { look: { role, change } }).catch(() => undefined)
    }
  }
  const untilHour = dimmed && kept?.night === 'clock' ? kept.nightToHour : null
  return { look: worn, night: { isOn: dimmed, untilHour, toggle } }
}
