import { isTest } from './sources.ts'

/** Something that must not be in the sources. */
export interface Rule {
  /** Matched against code without comments and strings, or against the raw text. */
  readonly pattern: RegExp
  readonly where: 'code' | 'text'
  readonly applies: (path: string) => boolean
  /** What to do instead: the end of the sentence "FILE:LINE ...". */
  readonly advice: string
}

/** The ways to skip, with a reason. */
const MAY_SKIP: readonly string[] = ['resources/testing/with-shared.ts', 'resources/testing/with-program.ts']
/** This check names what it forbids. */
const OWN_FOLDER = 'resources/setup/checks/'

const everywhere = (path: string) => !path.startsWith(OWN_FOLDER)
const shipped = (path: string) =>
  !isTest(path) &&
  (path.startsWith('drivers/') || path.startsWith('electron/') || path.startsWith('renderer/'))
const pureDriver = (path: string) =>
  (path.startsWith('drivers/') || path.startsWith('electron/engine/analytics/')) && !isTest(path)

/** House rules that a machine can see. */
export const RULES: readonly Rule[] = [
  {
    pattern:
      /\b(?:it|test|describe|context|suite)\.(?:skip|only|todo|fixme|skipIf|runIf|fails)\b|\bx(?:it|describe)\(/g,
    where: 'code',
    applies: (path) => everywhere(path) && !MAY_SKIP.includes(path),
    advice: 'skips or singles out a test: use withShared or withProgram, or remove it',
  },
  {
    pattern: /@ts-(?:ignore|expect-error|nocheck)|biome-ignore|eslint-disable/g,
    where: 'text',
    applies: everywhere,
    advice: 'silences a check: mend the cause',
  },
  {
    pattern: /(?::|\bas|<|\||,|=)\s*any\b(?!\s*[:(.=?])/g,
    where: 'code',
    applies: everywhere,
    advice: 'uses the type any: use unknown and validate it',
  },
  {
    pattern: /\bthrow new Error\(/g,
    where: 'code',
    applies: shipped,
    advice: 'throws a plain Error: use TypeError for a caller mistake, VigilError for a runtime failure',
  },
  {
    pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/g,
    where: 'text',
    applies: everywhere,
    advice: 'leaves a note instead of an issue',
  },
  {
    pattern: /\.toLocale(?!LowerCase|UpperCase)\w*\(|\bIntl\.NumberFormat\b/g,
    where: 'code',
    applies: shipped,
    advice: "prints by the PC's locale: use the project's own formatting",
  },
  {
    pattern:
      /\b(?:Date\.now|new Date\(\)|performance\.now|Math\.random|setTimeout|setInterval|setImmediate|queueMicrotask)\b/g,
    where: 'code',
    applies: pureDriver,
    advice: 'reads a clock, chance or timer in a pure folder: time comes in as an argument',
  },
  {
    pattern:
      /\b(?:console|process|window|document|globalThis(?!\.Text(?:De|En)coder)|navigator|localStorage)\.|\bBuffer\b|\brequire\(/g,
    where: 'code',
    applies: pureDriver,
    advice: 'uses Node or the DOM in a pure folder',
  },
  {
    pattern: /\bBuffer\.concat\b|\bJSON\.(?:parse|stringify)\b/g,
    where: 'code',
    applies: pureDriver,
    advice: 'copies or serialises on the live path',
  },
  {
    pattern: /(?<![\w.-])\/(?:root|home|Users|work)\/\w/g,
    where: 'text',
    applies: everywhere,
    advice: 'names a path of one machine',
  },
]

/** Longest source file; tables and tests may be longer. */
export const MAX_LINES = 350

/** Files that are tables: rows of facts, no behaviour. */
export function isTable(path: string): boolean {
  return /(?:^|\/)codes\.ts$|[-/](?:codes|tables?|terms|fields|units)(?:[-.][\w-]*)?\.ts$|\/(?:codes|tables)\//.test(
    path,
  )
}
