import { VigilError } from '../ipc/contract.ts'
import { type Places, placeBeds } from '../ipc/places.ts'
import type { ScreenLayout, ScreenRole, ScreensView, WallState } from '../ipc/screens.ts'
import { FIRST_SCREENS, type ScreenSettings, saveScreens } from './config/screens.ts'
import { reasonOf } from './config/settings-file.ts'

/** What the desk needs of the engine. */
export interface ScreenDeskOptions {
  readonly dataDir: string
  audit(action: string, object: string, before: unknown, after: unknown): Promise<void>
  /** Main opens and closes the window on the wall. */
  onWall(wanted: boolean): void
  /** Every window is told. */
  changed(): void
}

/** Layouts by role and the window on the wall: who changed what is in the audit before it holds. */
export class ScreenDesk {
  readonly #options: ScreenDeskOptions
  #settings: ScreenSettings = FIRST_SCREENS
  #wallState: WallState = 'closed'

  constructor(options: ScreenDeskOptions) {
    this.#options = options
  }

  /** Takes the settings of this start; main hears whether a wall is wanted. */
  begin(settings: ScreenSettings): void {
    this.#settings = settings
    this.#options.onWall(settings.wallWanted)
  }

  view(): ScreensView {
    const { mainRole, layouts, wallWanted } = this.#settings
    return { mainRole, layouts, wall: { wanted: wallWanted, state: this.#wallState } }
  }

  /** Main says what became of the window on the wall. */
  setWallState(state: WallState): void {
    this.#wallState = state
    this.#options.changed()
  }

  /**
   * Gives each of these beds a place on every screen, so that none moves when another goes. A station whose data folder
   * takes no file goes on with the places in memory.
   */
  async place(beds: readonly string[]): Promise<void> {
    const { layouts } = this.#settings
    const placed = (layout: ScreenLayout): ScreenLayout => ({ ...layout, beds: placeBeds(layout.beds, beds) })
    const next = {
      desk: placed(layouts.desk),
      bedside: placed(layouts.bedside),
      wall: placed(layouts.wall),
    }
    const text = (all: ScreensView['layouts']): string => JSON.stringify(all)
    if (text(next) === text(layouts)) return
    const settings = { ...this.#settings, layouts: next }
    const places = (all: ScreensView['layouts']): Record<ScreenRole, Places> => ({
      desk: all.desk.beds,
      bedside: all.bedside.beds,
      wall: all.wall.beds,
    })
    await this.#change('screen.place', 'beds', places(layouts), places(next), settings).catch(() => {
      this.#settings = settings
    })
  }

  async saveLayout(role: ScreenRole, layout: ScreenLayout): Promise<ScreensView> {
    const { layouts } = this.#settings
    const next = { ...this.#settings, layouts: { ...layouts, [role]: layout } }
    return this.#change('screen.saveLayout', role, layouts[role], layout, next)
  }

  async setRole(mainRole: ScreensView['mainRole']): Promise<ScreensView> {
    const next = { ...this.#settings, mainRole }
    return this.#change('screen.setRole', 'main', this.#settings.mainRole, mainRole, next)
  }

  async setWall(wallWanted: boolean): Promise<ScreensView> {
    const next = { ...this.#settings, wallWanted }
    const view = await this.#change('screen.setWall', 'wall', this.#settings.wallWanted, wallWanted, next)
    this.#options.onWall(wallWanted)
    return view
  }

  /** Throws VigilError storeUnavailable when the file cannot be written: what holds then is what held before. */
  async #change(
    action: string,
    object: string,
    before: unknown,
    after: unknown,
    next: ScreenSettings,
  ): Promise<ScreensView> {
    await this.#options.audit(action, object, before, after)
    try {
      await saveScreens(this.#options.dataDir, next)
    } catch (error) {
      throw new VigilError(
        'storeUnavailable',
        `The layout could not be kept (${reasonOf(error)}): make room in the data folder. Nothing is changed.`,
      )
    }
    this.#settings = next
    this.#options.changed()
    return this.view()
  }
}
