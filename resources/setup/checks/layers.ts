import { dirname, join } from 'node:path/posix'
import { codeOnly, isTest, lineAt, type Outcome, type Source } from './sources.ts'

/** What the files below a folder may import: folders of the project, and packages by name or `prefix*`. */
interface Layer {
  readonly folder: string
  readonly folders: readonly string[]
  readonly packages: readonly string[]
}

/** The arrows of the design; the first row whose folder holds the file counts. */
export const LAYERS: readonly Layer[] = [
  { folder: 'drivers/model', folders: ['drivers/model'], packages: ['zod'] },
  { folder: 'drivers', folders: ['drivers'], packages: ['zod'] },
  { folder: 'electron/ipc', folders: ['electron/ipc', 'drivers/model'], packages: ['zod'] },
  // Analytics see samples and nothing else: no Node, no engine, and no label of any recording. What a hint says of
  // itself is shared with the screens as it is.
  {
    folder: 'electron/engine/analytics',
    folders: ['electron/engine/analytics', 'electron/ipc/insight-finding.ts'],
    packages: [],
  },
  {
    folder: 'electron/engine',
    folders: ['electron/engine', 'electron/ipc', 'drivers'],
    packages: [
      'node:*',
      'zod',
      'serialport',
      'node-hid',
      'better-sqlite3',
      'yaml',
      'csv-parse*',
      '@nats-io*',
      '@medplum*',
    ],
  },
  { folder: 'electron/main', folders: ['electron/main', 'electron/ipc'], packages: ['node:*', 'electron'] },
  { folder: 'electron/preload', folders: ['electron/preload', 'electron/ipc'], packages: ['electron'] },
  {
    folder: 'electron/hub',
    folders: ['electron/hub', 'electron/ipc', 'drivers/hl7v2'],
    packages: ['node:*', '@nats-io*', 'pg'],
  },
  {
    folder: 'electron/cli',
    folders: ['electron/cli', 'electron/engine', 'electron/hub', 'electron/ipc', 'drivers'],
    packages: ['node:*', 'zod', '@nats-io*'],
  },
  {
    folder: 'renderer',
    folders: ['renderer', 'electron/ipc', 'drivers/model', 'resources/locales'],
    packages: ['react*', 'recharts', 'i18next', 'lucide-react', '@fontsource*', 'vite/client'],
  },
  // What runs the product for the score may not read what the records should say.
  {
    folder: 'resources/score/run',
    folders: ['resources/score/run', 'electron/engine/analytics'],
    packages: [],
  },
  {
    folder: 'resources',
    folders: ['resources', 'drivers', 'electron/engine', 'electron/ipc'],
    packages: ['*'],
  },
  { folder: 'e2e', folders: ['e2e', 'resources', 'drivers', 'electron', 'renderer'], packages: ['*'] },
]

/** Tests may also import test tools, Node, and the helpers for tests. */
const FOR_TESTS: Layer = {
  folder: '',
  folders: ['resources/testing', 'drivers', 'electron/engine'],
  packages: ['node:*', 'vitest', 'fast-check', 'react-dom*'],
}

const IMPORT = /(?:\bfrom\s+|\bimport\s*\(?\s*|\bnew URL\(\s*)'([^'\n]+)'/g

/** The tests of this check quote imports that are wrong. */
const OWN_TESTS = 'resources/setup/checks/checks.test'

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

function allows(layer: Layer, from: string, target: string): boolean {
  if (target.startsWith('.')) {
    const path = join(dirname(from), target)
    return layer.folders.some((folder) => isWithin(path, folder))
  }
  return layer.packages.some((name) =>
    name.endsWith('*') ? target.startsWith(name.slice(0, -1)) : isWithin(target, name),
  )
}

/** Finds imports that go against the direction of the layers. */
export function checkLayers(sources: readonly Source[]): Outcome {
  const findings: string[] = []
  for (const { path, text } of sources) {
    if (path.startsWith(OWN_TESTS)) continue
    const layer = LAYERS.find(({ folder }) => isWithin(path, folder))
    if (layer === undefined) {
      findings.push(`${path} lies in no known layer`)
      continue
    }
    for (const match of codeOnly(text, true).matchAll(IMPORT)) {
      const target = match[1] ?? ''
      const ok = allows(layer, path, target) || (isTest(path) && allows(FOR_TESTS, path, target))
      if (!ok) findings.push(`${path}:${lineAt(text, match.index)} ${layer.folder} may not import ${target}`)
    }
  }
  return { name: 'layers', findings }
}
