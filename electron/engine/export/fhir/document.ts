import { createHash } from 'node:crypto'
import type {
  BundleEntry,
  CodeableConcept,
  Composition,
  CompositionSection,
  DocumentReference,
  Narrative,
} from '@medplum/fhirtypes'
import type { ShiftSummary } from '../../../ipc/shift.ts'
import type { HandoverDocument, WithdrawnDocument } from '../document/document.ts'
import { gapNote } from '../oru-frame.ts'
import { printNumber } from '../print.ts'
import { SYSTEM } from './codes.ts'
import { timeOf } from './common.ts'
import { encounterOf, identifierOf, metaOf, replacingEntry, subjectOf, uuidOf } from './report.ts'
import { typedInitials } from './values.ts'

/** How a server numbers its patients. */
interface Numbering {
  readonly patientSystem: string
  readonly visitSystem?: string | undefined
}

type Sent = HandoverDocument | WithdrawnDocument

const PDF = 'application/pdf'
const XHTML = 'http://www.w3.org/1999/xhtml'

/**
 * The pages of a finished hand-over as a DocumentReference (FHIR R4): the PDF inside it, with its size and hash. One
 * that replaces another names it by identifier.
 */
export function documentEntry(document: HandoverDocument & Numbering): BundleEntry {
  const bytes = Buffer.from(document.pdf, 'base64')
  const hash = createHash('sha1').update(bytes).digest('base64')
  return replacingEntry(uuidOf('DocumentReference', document.eui64, document.id), {
    ...reference(document),
    ...metaOf(document),
    status: 'current',
    docStatus: 'preliminary',
    ...(document.replaces !== null && {
      relatesTo: [
        {
          code: 'replaces',
          target: {
            type: 'DocumentReference',
            identifier: identifierOf(uuidOf('DocumentReference', document.eui64, document.replaces)),
          },
        },
      ],
    }),
    content: [
      {
        attachment: {
          contentType: PDF,
          data: document.pdf,
          size: bytes.length,
          hash,
          title: titleOf(document),
          creation: timeOf(document.finishedUtcMs),
        },
      },
    ],
  })
}

/** A document that was sent about the wrong patient: entered in error, and without its pages. */
export function withdrawnEntries(document: WithdrawnDocument & Numbering): BundleEntry[] {
  const { eui64, id, training } = document
  const meta = metaOf({ training, simulated: false })
  return [
    replacingEntry(uuidOf('DocumentReference', eui64, id), {
      ...reference(document),
      ...meta,
      status: 'entered-in-error',
      content: [{ attachment: { contentType: PDF, title: titleOf(document) } }],
    }),
    replacingEntry(uuidOf('Composition', eui64, id), {
      ...composition(document),
      ...meta,
      status: 'entered-in-error',
    }),
  ]
}

/**
 * The same hand-over to be read by a program: a Composition whose sections hold what was written in words, and name the
 * observations that stand in the same bundle. In: the summary that was finished; the entries of its observations.
 */
export function compositionEntry(
  document: HandoverDocument & Numbering,
  summary: ShiftSummary,
  facts: readonly BundleEntry[],
): BundleEntry {
  const { eui64, id, replaces } = document
  const section = sectionsOf(summary, facts)
  return replacingEntry(uuidOf('Composition', eui64, id), {
    ...composition(document),
    ...metaOf(document),
    // Who finished it typed their initials, which nothing has verified.
    status: 'preliminary',
    ...(replaces !== null && {
      relatesTo: [
        { code: 'replaces', targetIdentifier: identifierOf(uuidOf('Composition', eui64, replaces)) },
      ],
    }),
    ...(section.length > 0 && { section }),
  })
}

function composition(document: Sent & Numbering): Omit<Composition, 'status'> {
  const { eui64, id, finishedUtcMs, author, fromUtcMs, toUtcMs } = document
  const encounter = encounterOf(document)
  return {
    resourceType: 'Composition',
    identifier: identifierOf(uuidOf('Composition', eui64, id)),
    type: typeOf(document),
    subject: subjectOf(document),
    ...(encounter !== undefined && { encounter }),
    date: timeOf(finishedUtcMs),
    author: authorsOf(document),
    title: titleOf(document),
    attester: [{ mode: 'personal', time: timeOf(finishedUtcMs), party: typedInitials(author) }],
    event: [{ period: { start: timeOf(fromUtcMs), end: timeOf(toUtcMs) } }],
  }
}

function reference(document: Sent & Numbering): Omit<DocumentReference, 'status' | 'content'> {
  const { eui64, id, finishedUtcMs, fromUtcMs, toUtcMs } = document
  const identifier = identifierOf(uuidOf('DocumentReference', eui64, id))
  const encounter = encounterOf(document)
  return {
    resourceType: 'DocumentReference',
    masterIdentifier: identifier,
    identifier: [identifier],
    type: typeOf(document),
    subject: subjectOf(document),
    date: timeOf(finishedUtcMs),
    author: authorsOf(document),
    context: {
      ...(encounter !== undefined && { encounter: [encounter] }),
      period: { start: timeOf(fromUtcMs), end: timeOf(toUtcMs) },
    },
  }
}

function typeOf({ type }: Sent): CodeableConcept {
  return { coding: [{ system: SYSTEM.loinc, code: type.code, display: type.name }] }
}

function titleOf({ bedLabel }: Sent): string {
  return `Shift hand-over, ${bedLabel}`
}

function authorsOf({ eui64, station, author }: Sent): Composition['author'] {
  const device = identifierOf(uuidOf('Station', eui64))
  return [{ type: 'Device', identifier: device, display: `Vigil ${station}` }, typedInitials(author)]
}

function sectionsOf(summary: ShiftSummary, facts: readonly BundleEntry[]): CompositionSection[] {
  const { reason, forNext, parameters, gaps } = summary
  // By identifier, so that either can be taken where the other is refused.
  const entry = facts.flatMap(({ resource }) =>
    resource?.resourceType === 'Observation' && resource.identifier?.[0] !== undefined
      ? [{ type: 'Observation' as const, identifier: resource.identifier[0] }]
      : [],
  )
  const figures = parameters.filter(({ count }) => count > 0).map(figureLine)
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['Why here', reason === null ? [] : [`${reason.text} (${reason.author})`]],
    ['Numbers: middle, lowest to highest', figures],
    ['Stretches without data', gaps.map(gapNote)],
    ['For the next shift', forNext === null ? [] : [`${forNext.text} (${forNext.author})`]],
  ]
  const told = sections.flatMap(([title, lines]) =>
    lines.length === 0 ? [] : [{ title, text: wordsOf(lines) }],
  )
  return entry.length === 0 ? told : [...told, { title: 'Observations', entry }]
}

function figureLine({ label, unit, median, lowest, highest }: ShiftSummary['parameters'][number]): string {
  const shown = (value: number | null) => (value === null ? 'none' : printNumber(value))
  return `${label}: ${shown(median)}, ${shown(lowest)} to ${shown(highest)} ${unit}`.trim()
}

function wordsOf(lines: readonly string[]): Narrative {
  const paragraphs = lines.map((line) => `<p>${escaped(line)}</p>`).join('')
  return { status: 'generated', div: `<div xmlns="${XHTML}">${paragraphs}</div>` }
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** What is no character of XML 1.0 (2.2): typed words may hold it. */
const NO_CHARACTER = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

function escaped(text: string): string {
  return text.replace(NO_CHARACTER, '').replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one)
}
