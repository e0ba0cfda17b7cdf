import { useEffect, useState } from 'react'
import { bridge } from '../client/bridge.ts'
import { useStation } from '../client/context.ts'
import { DEFAULT_PIXEL_PITCH_MM } from '../waves/types.ts'

/** A window that is moved to another screen tells its page nothing: the page asks this often. */
const ASK_EVERY_MS = 2_000

/** The screen of this window and how wide its pixels are. */
export interface ScreenMeasure {
  /** Null: the system does not say, and nothing can be kept for it. */
  readonly screen: string | null
  readonly devicePixelRatio: number
  /** Nobody has measured this screen: a usual one is assumed. */
  readonly calibrated: boolean
  /** Of a CSS pixel. */
  readonly pixelPitchMm: number
}

/** Follows the window over screens, scale factors and zoom. */
export function usePixelPitch(): ScreenMeasure {
  const { station } = useStation()
  const [screen, setScreen] = useState<string | null>(null)
  const [devicePixelRatio, setRatio] = useState(window.devicePixelRatio)
  useEffect(() => {
    let wanted = true
    const ask = () => {
      setRatio(window.devicePixelRatio)
      bridge()
        .screenKey()
        .then(
          (key) => wanted && setScreen(key),
          () => undefined,
        )
    }
    ask()
    const timer = setInterval(ask, ASK_EVERY_MS)
    window.addEventListener('resize', ask)
    return () => {
      wanted = false
      clearInterval(timer)
      window.removeEventListener('resize', ask)
    }
  }, [])
  const measured = station?.display.screens.find((one) => one.screen === screen)
  const pixelPitchMm = measured === undefined ? DEFAULT_PIXEL_PITCH_MM : measured.pitchMm * devicePixelRatio
  return { screen, devicePixelRatio, calibrated: measured !== undefined, pixelPitchMm }
}
