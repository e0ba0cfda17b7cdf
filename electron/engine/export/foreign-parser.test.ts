import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { decodeMessage } from '../../../drivers/hl7v2/charset.ts'
import { parseMessage } from '../../../drivers/hl7v2/parse.ts'
import { withShared } from '../../../resources/testing/with-shared.ts'
import { leavesWithPython } from './testing/python-hl7.ts'

const FOLDERS = ['hl7v2-ms-fhir-converter', 'hl7v2-pcd04-draeger', 'samples']
/** Python starts, and reads every file, on a busy machine. */
const PYTHON_TIMEOUT_MS = 30_000

withShared(
  'interop',
  'a foreign parser finds the same segments, fields and leaves in every public message as ours',
  (folder) => {
    const files = FOLDERS.flatMap((name) =>
      readdirSync(join(folder, name))
        .filter((file) => /\.(hl7|txt)$/.test(file))
        .map((file) => join(folder, name, file)),
    )
    expect(files.length).toBeGreaterThan(20)
    const texts = files.map((file) => decodeMessage(readFileSync(file)).replace('\ufeff', ''))
    // What the standard leaves to the reader and python3-hl7 does not do: line feeds, and blanks at the end of a segment.
    const foreign = leavesWithPython(texts.map((text) => text.replace(/[ \t]*(\r\n|\r|\n)/g, '\r')))
    for (const [index, text] of texts.entries()) {
      const read = parseMessage(text)
      if (!read.ok) throw new Error(`${files[index]}: ${read.problem}`)
      const ours = read.message.segments.map(({ name, fields }) => [
        [[[name]]],
        // Nothing and an empty text are one to it.
        ...fields.map((field) => (field.length === 0 ? [[['']]] : field)),
      ])
      expect(foreign[index], files[index]).toEqual(ours)
    }
  },
  PYTHON_TIMEOUT_MS,
)
