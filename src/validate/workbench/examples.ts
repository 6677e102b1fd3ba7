/** The examples of a profile: documents in kernel form that must, or must not, meet it. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ok, type Problem, type Result } from '../../model/problem.ts'
import { schema } from '../../rdf/namespaces.ts'
import { foldSchemaOrg } from '../../rdf/schema-org.ts'
import type { DataGraph } from '../../shacl/data-graph.ts'
import { type ResultKind, readExpectations } from './expectation.ts'
import { recordGraph, samplesIn } from './record-graph.ts'
import { readTurtle, type TurtleFile } from './turtle-file.ts'

export type ExampleKind = 'valid' | 'invalid'

/** One example document, ready to be validated. */
export interface Example {
  /** Name of the file without its ending. */
  readonly name: string
  readonly kind: ExampleKind
  readonly source: TurtleFile
  readonly graph: DataGraph
  readonly expected: readonly ResultKind[]
}

/** The examples of a profile, and what kept others from being read. */
export interface Examples {
  readonly examples: readonly Example[]
  readonly problems: readonly Problem[]
}

const KINDS: readonly ExampleKind[] = ['valid', 'invalid']

/** Reads `examples/valid/*.ttl` and `examples/invalid/*.ttl` of a profile's folder, by name. */
export const readExamples = (
  { folder, shapes }: { readonly folder: string; readonly shapes: TurtleFile },
  background: DataGraph,
): Examples => {
  const examples: Example[] = []
  const problems: Problem[] = []
  for (const kind of KINDS) {
    const dir = join(folder, 'examples', kind)
    const files = existsSync(dir) ? readdirSync(dir).filter(file => file.endsWith('.ttl')) : []
    for (const file of files.sort()) {
      const example = readExample(join(dir, file), kind, { background, shapes })
      if (example.ok) examples.push(example.value)
      else problems.push(example.problem)
    }
  }
  return { examples, problems }
}

const readExample = (
  file: string,
  kind: ExampleKind,
  { background, shapes }: { readonly background: DataGraph; readonly shapes: TurtleFile },
): Result<Example> => {
  const source = readTurtle(file)
  if (!source.ok) return source
  const { kinds, unclear } = readExpectations(source.value.text, shapes.text)
  if (unclear.length > 0)
    return {
      ok: false,
      problem: {
        stage: 'scales',
        code: 'unclear-expectation',
        subject: file,
        detail: `"# expect: ${unclear[0]}" is unclear: write severity, component, path and count, as in "# expect: Violation MinCount schema:name x2"`,
      },
    }
  const quads = foldSchemaOrg(source.value.quads)
  const page = quads.find(({ predicate }) => predicate.equals(schema('url')))?.object
  return ok({
    name: file.replace(/^.*[\\/]/, '').replace(/\.ttl$/, ''),
    kind,
    source: source.value,
    graph: recordGraph(
      {
        page: page?.termType === 'NamedNode' ? page.value : pathToFileURL(file).href,
        samples: samplesIn(quads),
        quads,
      },
      background,
    ),
    expected: kinds,
  })
}
