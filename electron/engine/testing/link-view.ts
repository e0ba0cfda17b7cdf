import type { LinkView } from '../../ipc/views.ts'

/** A line as the screens see it: live, with nothing on it, unless said otherwise. */
export function linkView(parts: Partial<LinkView> = {}): LinkView {
  return {
    phase: 'live',
    cause: null,
    target: '/dev/x',
    sinceUtcMs: 0,
    retryAtUtcMs: null,
    notes: [],
    bytesPerSecond: 0,
    goodFrames: 0,
    badFrames: 0,
    ...parts,
  }
}
