import { type ZodType, z } from 'zod'
import { LONGEST_MAP_FILE, type MappingCommands, type MapRow, MOST_MAP_ROWS } from './mapping.ts'

const LONGEST_ID = 200
const LONGEST_CODE = 64
const LONGEST_NAME = 200

const code = z.strictObject({
  code: z.string().trim().max(LONGEST_CODE, 'is too long'),
  name: z.string().trim().max(LONGEST_NAME, 'is too long'),
  system: z.string().trim().max(LONGEST_CODE, 'is too long'),
  uri: z.string().trim().max(LONGEST_NAME, 'is too long').default(''),
  place: z.enum(['first', 'second']),
})

/** One row of a map as a window or a file brings it. */
export const mapRowSchema: ZodType<MapRow> = z.strictObject({
  id: z.string().min(1, 'must not be empty').max(LONGEST_ID, 'is too long'),
  destination: z.string().min(1, 'must not be empty').max(LONGEST_CODE, 'is too long').nullable(),
  isSent: z.boolean(),
  code: code.nullable(),
  unit: z.string().max(LONGEST_CODE, 'is too long').nullable(),
})

/** All rows of one. */
export const mapRowsSchema = z.array(mapRowSchema).max(MOST_MAP_ROWS, `must be at most ${MOST_MAP_ROWS} rows`)

/** What the commands of the map may ask. */
export const mappingSchemas: {
  readonly [Name in keyof MappingCommands]: ZodType<MappingCommands[Name]['request']>
} = {
  'mapping.get': z.strictObject({}),
  'mapping.save': z.strictObject({ rows: mapRowsSchema }),
  'mapping.preview': z.strictObject({
    rows: mapRowsSchema,
    id: z.string().min(1).max(LONGEST_ID),
    destination: z.string().min(1).max(LONGEST_CODE),
  }),
  'mapping.table': z.strictObject({}),
  'mapping.readTable': z.strictObject({ text: z.string().max(LONGEST_MAP_FILE, 'is too long') }),
}
