import { PITCH_LIMITS_MM } from '../../electron/ipc/display.ts'

/** Things of a known length that are at hand. A bank card: ISO/IEC 7810, ID-1, 85.60 mm wide. */
export const MEASURES = { card: 85.6, ruler: 100 } as const
export type MeasureKind = keyof typeof MEASURES

/** Bars that the arrow keys may reach, in device pixels: shorter ones measure badly, longer ones leave the dialog. */
export function barLimits(kind: MeasureKind, widestPx: number): { least: number; most: number } {
  const least = Math.ceil(MEASURES[kind] / PITCH_LIMITS_MM.most)
  return {
    least,
    most: Math.max(least, Math.min(widestPx, Math.floor(MEASURES[kind] / PITCH_LIMITS_MM.least))),
  }
}

/** The bar to begin with. In: millimetres of a device pixel as they are believed to be. */
export function firstBarPx(kind: MeasureKind, pitchMm: number, widestPx: number): number {
  const { least, most } = barLimits(kind, widestPx)
  return Math.max(least, Math.min(most, Math.round(MEASURES[kind] / pitchMm)))
}

/** Millimetres of a device pixel, from a bar that is as long as the thing held to it. */
export function pitchOf(kind: MeasureKind, barPx: number): number {
  return Math.max(PITCH_LIMITS_MM.least, Math.min(PITCH_LIMITS_MM.most, MEASURES[kind] / barPx))
}

/** How far a key moves the end of the bar, device pixels; null for other keys. */
export function barStep(key: string, shift: boolean): number | null {
  const far = 10
  const by = shift ? far : 1
  if (key === 'ArrowRight' || key === 'ArrowUp') return by
  if (key === 'ArrowLeft' || key === 'ArrowDown') return -by
  return null
}
