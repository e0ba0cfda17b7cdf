/** Vigil's codec, as the record uses it. */
export const OWN_SIDE = 'vigil'
/** The side that ratios are taken to. */
export const FLAC_SIDE = 'flac -8'
/** Two samples in three bytes, by the packer of this folder. */
export const PACKED_SIDE = 'WFDB 212'
