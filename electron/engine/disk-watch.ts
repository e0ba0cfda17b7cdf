import type { DiskView } from '../ipc/views.ts'
import { diskLimits } from './store/disk/space.ts'
import type { RecordRoom } from './store/types.ts'

/** CLINICAL 1.6: less than this part of the disk free is a medium technical alarm. */
const ALMOST_FULL_PART = 0.05
/** Less room than this, and the next day is not stored whole: an alarm, as somebody must act in this shift. */
const ALARM_BELOW_DAYS = 1
/** Less room than this is told: long enough to find a disk over a weekend and holidays. */
const NOTICE_BELOW_DAYS = 7
const MS_PER_DAY = 86_400_000
const HOURS_PER_DAY = 24
/** A shorter stretch says little about a day. */
const LEAST_STRETCH_MS = 600_000
const BYTES_PER_GB = 1e9
/** How often the disk is looked at while all is recorded; otherwise at each chance, as somebody is freeing space. */
const LOOK_EVERY_MS = 60_000

interface Look {
  readonly atMs: number
  readonly bytes: number
}

/** Room for the record, how fast it is used up, and how long it lasts. */
export class DiskWatch {
  readonly #ask: () => Promise<RecordRoom>
  /** Of the last day, oldest first: a quiet night and a busy morning count alike. */
  #looks: Look[] = []
  #room: RecordRoom | null = null
  #isLooking = false
  #lookedMs = Number.NEGATIVE_INFINITY

  /** In: how to ask the store. */
  constructor(ask: () => Promise<RecordRoom>) {
    this.#ask = ask
  }

  get bytesFree(): number | null {
    return this.#room?.disk?.bytesFree ?? null
  }

  /** Null until ten minutes of recording have been seen. */
  get bytesPerDay(): number | null {
    const [first, last] = [this.#looks[0], this.#looks.at(-1)]
    if (first === undefined || last === undefined) return null
    const stretchMs = last.atMs - first.atMs
    if (stretchMs < LEAST_STRETCH_MS || last.bytes <= first.bytes) return null
    return Math.round(((last.bytes - first.bytes) * MS_PER_DAY) / stretchMs)
  }

  /** What the screens show; null while the disk cannot be asked. */
  view(nowUtcMs: number): DiskView | null {
    if (this.#room === null || this.#room.disk === null) return null
    const { disk, bytesReusable, wavesSinceUtcMs, wavesKeptDays } = this.#room
    const { keptFreeBytes } = diskLimits(disk.bytesTotal)
    const bytesLeft = Math.max(0, disk.bytesFree + bytesReusable - keptFreeBytes)
    const perDay = this.bytesPerDay
    const daysLeft = perDay === null ? null : bytesLeft / perDay
    const almostFull = disk.bytesFree < ALMOST_FULL_PART * disk.bytesTotal
    const short = almostFull || (daysLeft !== null && daysLeft < ALARM_BELOW_DAYS)
    const soon = daysLeft !== null && daysLeft < NOTICE_BELOW_DAYS
    const level = short ? 'short' : soon ? 'soon' : 'ok'
    const next = wavesSinceUtcMs !== null && nowUtcMs - wavesSinceUtcMs > MS_PER_DAY ? 'removal' : 'stop'
    const sentence = level === 'ok' ? null : diskSentence(disk.bytesFree, daysLeft, next)
    return { level, daysLeft, wavesSinceUtcMs, wavesKeptDays, sentence }
  }

  /** Looks at the disk once a minute, and at every call while not all is recorded. In: monotonic ms. */
  lookIfDue(nowMs: number, isRecording: boolean): void {
    if (!isRecording || nowMs - this.#lookedMs >= LOOK_EVERY_MS) void this.look(nowMs)
  }

  /** Looks at the disk. Never rejects: a disk that cannot be asked is unknown. In: monotonic ms. */
  async look(nowMs: number): Promise<void> {
    if (this.#isLooking) return
    this.#isLooking = true
    this.#lookedMs = nowMs
    try {
      this.#room = await this.#ask()
      const bytes = this.#room.bytesRecorded
      // Less than before: another database, or a store that was started again and counts anew.
      if (bytes < (this.#looks.at(-1)?.bytes ?? 0)) this.#looks = []
      this.#looks = this.#looks.filter(({ atMs }) => nowMs - atMs <= MS_PER_DAY)
      if (nowMs - (this.#looks.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY) >= LOOK_EVERY_MS) {
        this.#looks.push({ atMs: nowMs, bytes })
      }
    } catch {
      this.#room = null
    } finally {
      this.#isLooking = false
    }
  }
}

/** What is left, what happens then, and what to do. */
function diskSentence(bytesFree: number, daysLeft: number | null, next: 'removal' | 'stop'): string {
  const free = `${(bytesFree / BYTES_PER_GB).toFixed(1)} GB free`
  const room =
    daysLeft === null
      ? `The disk is almost full (${free})`
      : `The disk of the record has room for ${timeLeft(daysLeft)} at this rate (${free})`
  const then =
    next === 'removal'
      ? 'the oldest waves are removed to make room, numbers stay'
      : 'waves are not recorded any longer, numbers as long as there is room'
  return `${room}: free some space or set how long waves are kept, else ${then}.`
}

function timeLeft(days: number): string {
  return days < 2 ? `${Math.floor(days * HOURS_PER_DAY)} h` : `${Math.floor(days)} days`
}
