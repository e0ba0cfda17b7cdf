import { type DisplaySettings, USUAL_DISPLAY } from '../ipc/display.ts'
import { displaySchema } from '../ipc/schema.ts'
import type { StoreClient } from './store/threads/client.ts'

/** Settings as the record kept them. What cannot be read counts as never set: nothing is drawn to a scale nobody measured. */
export function readKeptDisplay(text: string | null): DisplaySettings {
  if (text === null) return USUAL_DISPLAY
  try {
    const read = displaySchema.safeParse(JSON.parse(text))
    return read.success ? read.data : USUAL_DISPLAY
  } catch {
    return USUAL_DISPLAY
  }
}

/** How waves are drawn on this station and how its windows look, kept in the record. */
export class KeptDisplay {
  readonly #store: Pick<StoreClient, 'setting' | 'keepSetting'>
  #current: DisplaySettings = USUAL_DISPLAY

  constructor(store: Pick<StoreClient, 'setting' | 'keepSetting'>) {
    this.#store = store
  }

  get current(): DisplaySettings {
    return this.#current
  }

  /** Takes up what the last run kept. */
  async begin(): Promise<void> {
    this.#current = readKeptDisplay(await this.#store.setting('display'))
  }

  /** Other settings, from now on and at the next start. Rejects with what the record says; then nothing is changed. */
  async keep(display: DisplaySettings): Promise<void> {
    await this.#store.keepSetting('display', JSON.stringify(display))
    this.#current = display
  }
}
