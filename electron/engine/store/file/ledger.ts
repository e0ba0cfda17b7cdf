/** In place of a channel of the gap ledger: the whole bed, or all of one of its devices. */
export const WHOLE_BED = -1
/** In place of a device of the gap ledger; no device has this name. */
export const ALL_DEVICES = '*'
