import type { WallState } from '../ipc/screens.ts'

/** A place on the desktop, in device-independent px. */
export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A display as far as the wall needs it. */
export interface Display {
  readonly id: number
  readonly bounds: Bounds
}

/** The window on the wall. `onClosed` is told however it came to be closed. */
export interface WallWindow {
  place(bounds: Bounds): void
  close(): void
  onClosed(listener: () => void): void
}

/** What the wall needs of the app. */
export interface WallScreenOptions {
  readonly displays: () => readonly Display[]
  /** The display that the ward's own window is on: the wall never covers it. */
  readonly mainDisplay: () => Display
  readonly open: (bounds: Bounds) => WallWindow
  readonly onState: (state: WallState) => void
  readonly onClosedByHand: () => void
}

function isSame(one: Bounds, other: Bounds): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height
}

/**
 * Keeps the window on the wall on a second display for as long as somebody wants it there: gone while that display is
 * unplugged, so that it never lies over the ward, and back by itself when there is one again.
 */
export class WallScreen {
  readonly #options: WallScreenOptions
  #wanted = false
  #ended = false
  #open: { readonly window: WallWindow; readonly display: number; readonly bounds: Bounds } | null = null

  constructor(options: WallScreenOptions) {
    this.#options = options
  }

  /** The engine says whether a wall is wanted. */
  want(wanted: boolean): void {
    this.#wanted = wanted
    this.look()
  }

  /** Displays came, went or moved. */
  look(): void {
    if (this.#ended) return
    const display = this.#wanted ? this.#choose() : null
    if (display === null) {
      this.#close()
      this.#options.onState(this.#wanted ? 'noDisplay' : 'closed')
      return
    }
    const { id, bounds } = display
    if (this.#open === null) this.#make(display)
    else if (this.#open.display !== id || !isSame(this.#open.bounds, bounds)) {
      const { window } = this.#open
      this.#open = { window, display: id, bounds }
      window.place(bounds)
    }
    this.#options.onState('shown')
  }

  /** The app ends: what closes from here on is not closed by hand. */
  end(): void {
    this.#ended = true
    this.#close()
  }

  /** The display it is on, if that is still there; else the largest of the others. */
  #choose(): Display | null {
    const main = this.#options.mainDisplay().id
    const others = this.#options.displays().filter(({ id }) => id !== main)
    const present = others.find(({ id }) => id === this.#open?.display)
    const area = ({ bounds }: Display) => bounds.width * bounds.height
    return present ?? others.toSorted((one, other) => area(other) - area(one))[0] ?? null
  }

  #make({ id, bounds }: Display): void {
    const window = this.#options.open(bounds)
    this.#open = { window, display: id, bounds }
    window.onClosed(() => {
      if (this.#open?.window !== window) return
      this.#open = null
      this.#wanted = false
      this.#options.onState('closed')
      this.#options.onClosedByHand()
    })
  }

  #close(): void {
    const open = this.#open
    this.#open = null
    open?.window.close()
  }
}
