import { expect, it } from 'vitest'
import type { WallState } from '../ipc/screens.ts'
import { type Bounds, type Display, WallScreen } from './wall-screen.ts'

const DESK: Display = { id: 1, bounds: { x: 0, y: 0, width: 1_920, height: 1_080 } }
const WALL: Display = { id: 2, bounds: { x: 1_920, y: 0, width: 3_840, height: 2_160 } }
const SMALL: Display = { id: 3, bounds: { x: 0, y: 1_080, width: 1_280, height: 720 } }

class FakeWindow {
  readonly places: Bounds[]
  closed = false
  #onClosed = () => {}

  constructor(bounds: Bounds) {
    this.places = [bounds]
  }

  place(bounds: Bounds): void {
    this.places.push(bounds)
  }

  close(): void {
    this.closed = true
    this.#onClosed()
  }

  onClosed(listener: () => void): void {
    this.#onClosed = listener
  }
}

function bench(...displays: Display[]) {
  const windows: FakeWindow[] = []
  const states: WallState[] = []
  const desk = { displays, byHand: 0 }
  const wall = new WallScreen({
    displays: () => desk.displays,
    mainDisplay: () => DESK,
    open: (bounds) => {
      const window = new FakeWindow(bounds)
      windows.push(window)
      return window
    },
    onState: (state) => states.push(state),
    onClosedByHand: () => {
      desk.byHand++
    },
  })
  return { wall, windows, states, desk }
}

it('opens on the largest display that does not show the ward', () => {
  const { wall, windows, states } = bench(DESK, SMALL, WALL)
  wall.want(true)
  expect(windows.map(({ places }) => places)).toEqual([[WALL.bounds]])
  expect(states).toEqual(['shown'])
})

it('never lies over the ward: with one display it waits for a second', () => {
  const { wall, windows, states, desk } = bench(DESK)
  wall.want(true)
  expect([windows.length, states.at(-1)]).toEqual([0, 'noDisplay'])
  desk.displays = [DESK, WALL]
  wall.look()
  expect([windows.length, states.at(-1)]).toEqual([1, 'shown'])
})

it('goes while its display is unplugged, is still wanted, and comes back with it', () => {
  const { wall, windows, states, desk } = bench(DESK, WALL)
  wall.want(true)
  desk.displays = [DESK]
  wall.look()
  expect([windows[0]?.closed, states.at(-1), desk.byHand]).toEqual([true, 'noDisplay', 0])
  desk.displays = [DESK, WALL]
  wall.look()
  expect([windows.length, windows[1]?.closed, states.at(-1)]).toEqual([2, false, 'shown'])
})

it('moves with its display, and stays on it when a larger one comes', () => {
  const { wall, windows, desk } = bench(DESK, SMALL)
  wall.want(true)
  const moved = { ...SMALL, bounds: { ...SMALL.bounds, x: 500 } }
  desk.displays = [DESK, moved, WALL]
  wall.look()
  wall.look()
  expect(windows.map(({ places }) => places)).toEqual([[SMALL.bounds, moved.bounds]])
})

it('moves to another display when its own goes', () => {
  const { wall, windows, desk } = bench(DESK, SMALL)
  wall.want(true)
  desk.displays = [DESK, WALL]
  wall.look()
  expect(windows.map(({ places }) => places)).toEqual([[SMALL.bounds, WALL.bounds]])
})

it('stays closed when its user closes it, and says so', () => {
  const { wall, windows, states, desk } = bench(DESK, WALL)
  wall.want(true)
  windows[0]?.close()
  wall.look()
  expect([windows.length, states.at(-1), desk.byHand]).toEqual([1, 'closed', 1])
})

it('is not closed by hand when it is not wanted any more or the app ends', () => {
  const { wall, windows, states, desk } = bench(DESK, WALL)
  wall.want(true)
  wall.want(false)
  expect([windows[0]?.closed, states.at(-1)]).toEqual([true, 'closed'])
  wall.want(true)
  wall.end()
  wall.look()
  expect([windows.length, windows[1]?.closed, desk.byHand]).toEqual([2, true, 0])
})
