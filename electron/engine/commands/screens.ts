import type { Commands } from '../../ipc/contract.ts'
import type { ScreensView } from '../../ipc/screens.ts'
import type { CommandContext } from './context.ts'

/** Keeps how the ward stands on the screens of a role. */
export function saveLayout(
  { screens }: CommandContext,
  { role, layout }: Commands['screen.saveLayout']['request'],
): Promise<ScreensView> {
  return screens.saveLayout(role, layout)
}

/** Says what the first window is for. */
export function setRole(
  { screens }: CommandContext,
  { role }: Commands['screen.setRole']['request'],
): Promise<ScreensView> {
  return screens.setRole(role)
}

/** Opens or closes the window on the wall. */
export function setWall(
  { screens }: CommandContext,
  { wanted }: Commands['screen.setWall']['request'],
): Promise<ScreensView> {
  return screens.setWall(wanted)
}
