/** The part of Electron's powerMonitor that is used here. */
export interface ShutdownEvents {
  on(event: 'shutdown', listener: (event?: { preventDefault(): void }) => void): unknown
}

/** The part of a window that is used here: Windows tells windows, not programs. */
export interface SessionEvents {
  on(event: 'session-end' | 'query-session-end', listener: () => void): unknown
}

/**
 * Tells once that the PC is shut down or restarted, or that its user signs out: `shutdown` comes on Linux and
 * macOS, `session-end` on Windows, where the program may be ended as soon as it has heard that. So `onMayEnd` is called
 * before, each time Windows asks its programs; another one may still keep it from ending.
 */
export function watchSystemEnd(
  power: ShutdownEvents,
  window: SessionEvents,
  onEnd: () => void,
  onMayEnd: () => void,
): void {
  let told = false
  const tell = () => {
    if (told) return
    told = true
    onEnd()
  }
  power.on('shutdown', (event) => {
    // The system waits until the record is closed.
    event?.preventDefault()
    tell()
  })
  window.on('query-session-end', onMayEnd)
  window.on('session-end', tell)
}
