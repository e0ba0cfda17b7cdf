import { type CommandName, type Commands, type EventName, PORT_MESSAGE } from '../../electron/ipc/contract.ts'
import type { BedView, StationView } from '../../electron/ipc/views.ts'
import { words } from '../words/words.ts'
import { ControlClient } from './control-client.ts'
import { heartbeat } from './heartbeat.ts'
import {
  EMPTY_STATE,
  foldBeds,
  foldLost,
  foldRemoved,
  foldWhole,
  type Moment,
  type StationState,
} from './station-state.ts'
import { createStore, type Store } from './store.ts'

const HEARTBEAT_EVERY_MS = 500

/** Where time comes from; tests bring their own. */
export interface ClientClock {
  now(): Moment
}

/** The page's clocks. */
export function pageClock(): ClientClock {
  return { now: () => ({ monotonicMs: performance.now(), utcMs: Date.now() }) }
}

/** Everything the screens know about the station, and the one way to ask it for something. */
export class VigilClient {
  readonly state: Store<StationState> = createStore<StationState>(EMPTY_STATE)
  /** The latest waves port, for the wave worker; null until one has come. */
  readonly wavesPort: Store<MessagePort | null> = createStore<MessagePort | null>(null)
  readonly #clock: ClientClock
  readonly #control: ControlClient
  #lastWordMs = 0
  #asked = false

  constructor(clock: ClientClock = pageClock()) {
    this.#clock = clock
    this.#control = new ControlClient(
      {
        onAlive: () => {
          this.#lastWordMs = this.#clock.now().monotonicMs
        },
        onEvent: (name, value) => this.#fold(name, value),
        onClosed: () => this.lose(),
      },
      words('engine.noAnswer'),
    )
  }

  /** Sends one command. Rejects with VigilError; its message is a sentence for people. */
  call<N extends CommandName>(name: N, request: Commands[N]['request']): Promise<Commands[N]['reply']> {
    return this.#control.call(name, request)
  }

  /** A control port has come: from the first engine, or from a restarted one. */
  attach(port: MessagePort): void {
    this.#lastWordMs = this.#clock.now().monotonicMs
    this.#control.attach(port)
    this.#refresh()
  }

  /** The engine has gone: every bed shows NO DATA at once. */
  lose(): void {
    this.#control.detach()
    this.state.set(foldLost(this.state.get(), this.#clock.now()))
  }

  /** Called twice a second: notices an engine that neither speaks nor dies. */
  beat(): void {
    if (!this.#control.attached) return
    const quietMs = this.#clock.now().monotonicMs - this.#lastWordMs
    const action = heartbeat(quietMs, this.#asked)
    if (action === 'lost') this.state.set(foldLost(this.state.get(), this.#clock.now()))
    if (action === 'ask') this.#refresh()
  }

  #refresh(): void {
    this.#asked = true
    this.#control.call('station.get', {}).then(
      (whole) => {
        this.#asked = false
        const before = this.state.get().station?.actor.initials ?? null
        this.state.set(foldWhole(this.state.get(), whole, this.#clock.now()))
        if (before !== null && whole.station.actor.initials === null) this.#signInAgain(before)
      },
      () => {
        this.#asked = false
      },
    )
  }

  /** A restarted engine does not know who is on shift; the window still does. */
  #signInAgain(initials: string): void {
    this.#control.call('session.signIn', { initials }).catch(() => undefined)
  }

  #fold(name: EventName, value: unknown): void {
    const before = this.state.get()
    // After silence the whole picture is asked for again; single events would leave old beds looking current.
    if (before.connection === 'lost' && !this.#asked) this.#refresh()
    if (before.connection !== 'connected') return
    // The payload types belong to the event names by contract; the engine builds them from its own types.
    if (name === 'beds') this.state.set(foldBeds(before, value as readonly BedView[], this.#clock.now()))
    if (name === 'station') this.state.set({ ...before, station: value as StationView })
    if (name === 'bedRemoved') this.state.set(foldRemoved(before, (value as { bed: string }).bed))
  }
}

/** Connects a client to the ports that the preload script hands to this window. Out: how to stop. */
export function listenForPorts(client: VigilClient, page: Window): () => void {
  const onMessage = (event: MessageEvent<unknown>) => {
    if (event.source !== page) return
    const data = event.data
    const type = typeof data === 'object' && data !== null && 'type' in data ? data.type : null
    const port = event.ports[0]
    if (type === PORT_MESSAGE.engineLost) client.lose()
    if (port === undefined) return
    if (type === PORT_MESSAGE.control) client.attach(port)
    if (type === PORT_MESSAGE.waves) client.wavesPort.set(port)
  }
  page.addEventListener('message', onMessage)
  const timer = page.setInterval(() => client.beat(), HEARTBEAT_EVERY_MS)
  return () => {
    page.removeEventListener('message', onMessage)
    page.clearInterval(timer)
  }
}
