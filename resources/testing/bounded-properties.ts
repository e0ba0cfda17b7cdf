import fc from 'fast-check'

/** Longer than any property takes on a busy machine. */
const LONGEST_MS = 240_000

/** A property of the disk that fails would go on looking for a smaller case for a quarter of an hour, past its time-out. */
fc.configureGlobal({ interruptAfterTimeLimit: LONGEST_MS, markInterruptAsFailure: true })
