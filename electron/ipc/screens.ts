/** What a window is for: the nurse's desk, a screen beside one bed, a screen on the wall. */
export const SCREEN_ROLES = ['desk', 'bedside', 'wall'] as const
export type ScreenRole = (typeof SCREEN_ROLES)[number]

/** Places that a layout may offer on one screen (UI.md section 2). */
export const PLACE_COUNTS = [1, 2, 4, 8, 16, 24, 32] as const
export type PlaceCount = (typeof PLACE_COUNTS)[number]

/** As many as a config may have beds. */
export const MOST_PLACES = 64

/** How the ward stands on the screens of one role. */
export interface ScreenLayout {
  /** Places on one screen; null: the fewest that hold every bed. */
  readonly places: PlaceCount | null
  /** `numbers`: no waves, larger digits. */
  readonly style: 'waves' | 'numbers'
  /** Whether endings of identifiers and questions about names are shown. */
  readonly names: boolean
  /** Ids of beds by place; null: the place stays empty. A bed that is removed leaves its place to itself. */
  readonly beds: readonly (string | null)[]
}

/**
 * The window on the wall as main sees it. `noDisplay`: it is wanted, and this PC has no second display now;
 * it opens by itself when one is there.
 */
export type WallState = 'closed' | 'shown' | 'noDisplay'

/** What follows `?` in the address of the page on the wall. */
export const WALL_QUERY = 'window=wall'

/** Everything about windows and layouts. */
export interface ScreensView {
  /** The role of the first window; the wall has its own. */
  readonly mainRole: Exclude<ScreenRole, 'wall'>
  readonly layouts: Readonly<Record<ScreenRole, ScreenLayout>>
  readonly wall: { readonly wanted: boolean; readonly state: WallState }
}

const FIRST_LAYOUT: ScreenLayout = { places: null, style: 'waves', names: true, beds: [] }

/** Before anybody chose: a wall names nobody, a bedside screen shows one bed. */
export const FIRST_LAYOUTS: ScreensView['layouts'] = {
  desk: FIRST_LAYOUT,
  bedside: { ...FIRST_LAYOUT, places: 1 },
  wall: { ...FIRST_LAYOUT, names: false },
}
