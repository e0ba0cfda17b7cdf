import { join } from 'node:path'

/** Reference recordings live beside the project; none of them is part of it, and the folder may be absent. */
export const SHARED_DIR = join(import.meta.dirname, '../../../shared')
