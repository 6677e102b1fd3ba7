/** /api/profiles/{id}: one profile as data; its description, shapes and examples as RDF, at addresses that stay. */
import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Quad, Term } from '@rdfjs/types'
import type { Context } from 'hono'
import { Parser, Writer } from 'n3'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Profile } from '../../model/profile.ts'
import type { Source } from '../../model/source.ts'
import { owl, PREFIXES, rdf } from '../../rdf/namespaces.ts'
import { factory } from '../../rdf/terms.ts'
import { didYouMean } from '../../registry/nearest.ts'
import { openProfileFolder, type ProfileFolder } from '../../registry/profile-files.ts'
import type { Vocabularies } from '../../registry/vocabularies.ts'
import { shapesAddress } from '../../validate/bundled-imports.ts'
import { IdParam, OpenSchema } from '../api-schema.ts'
import { GENERATION_HEADER } from '../headers.ts'
import { shapeBoxes } from '../views/profile-properties.ts'
import { chooseType } from './accept.ts'
import { describeRoute, notFound } from './api-answer.ts'
import { expandedJsonLd } from './json-ld-document.ts'
import { profileFigures, samplesPerProfile } from './profiles-figures.ts'

/** What the routes of profiles answer from; `base` is the public address without a trailing slash. */
export interface ProfileDeps {
  readonly catalogue: Catalogue
  readonly profiles: readonly Profile[]
  readonly sources: readonly Source[]
  readonly vocabularies: Pick<Vocabularies, 'label'>
  readonly base: string
}

const TURTLE = 'text/turtle'
const JSON_LD = 'application/ld+json'
const FORMATS = [TURTLE, JSON_LD] as const

/** A profile and its folder. Profiles that did not come with the program have none. */
interface Found {
  readonly profile: Profile
  readonly folder: ProfileFolder | undefined
}

const addressOf = (base: string, id: string): string => `${base}/api/profiles/${id}/`

const text = (body: string, type: string): Response =>
  new Response(body, {
    headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache', vary: 'Accept' },
  })

const serialise = (
  quads: readonly Quad[],
  type: (typeof FORMATS)[number],
  prefixes: ReadonlyMap<string, string>,
): Response => {
  if (type === JSON_LD) return text(`${JSON.stringify(expandedJsonLd(quads.map(labelled)))}\n`, JSON_LD)
  const writer = new Writer({ prefixes: { ...PREFIXES, ...Object.fromEntries(prefixes) } })
  writer.addQuads([...quads])
  let turtle = ''
  // The callback runs at once: the writer is given no stream.
  writer.end((_, result: string) => {
    turtle = result
  })
  return text(turtle, TURTLE)
}

/** JSON-LD tells blank nodes by `_:` before their names. */
const labelled = (quad: Quad): Quad => {
  const own = <T extends Term>(term: T): T =>
    term.termType === 'BlankNode' ? (factory.namedNode(`_:${term.value}`) as unknown as T) : term
  return factory.quad(own(quad.subject), quad.predicate, own(quad.object), quad.graph)
}

/** The shapes as they were written, with what they build on as imports, so that any SHACL processor finds all of them. */
const shapesTurtle = ({ profile, folder }: Found, base: string): string | undefined => {
  if (!folder) return undefined
  const self = `<${shapesAddress(base, profile.id)}>`
  const imports = profile.inherits.map(id => `<${owl('imports').value}> <${shapesAddress(base, id)}>`)
  const ontology = [`<${rdf('type').value}> <${owl('Ontology').value}>`, ...imports].join(' ;\n  ')
  return `${folder.shapes}\n${self}\n  ${ontology} .\n`
}

const entry = async ({ profile, folder }: Found, deps: ProfileDeps): Promise<Record<string, unknown>> => {
  const { id, iri, title, description, inherits, digest } = profile
  const naming = {
    prefixes: folder?.prefixes ?? new Map(),
    label: (iri: string) => deps.vocabularies.label(iri),
  }
  const address = addressOf(deps.base, id)
  const figures = await profileFigures(profile, deps)
  return {
    ...{ id, iri, title, description, inherits, digest },
    samples: (await samplesPerProfile(deps.catalogue)).get(id) ?? 0,
    sources: figures.map(({ id: source, samples, conforming, isListed }) => ({
      ...{ id: source, samples, conforming },
      lists: isListed,
    })),
    follows: folder?.sources ?? [],
    shapes: shapeBoxes(profile, naming),
    files: folder && {
      shapes: shapesAddress(deps.base, id),
      description: `${address}profile.ttl`,
      ...(folder.selection !== undefined && { selection: `${address}selection.ttl` }),
    },
    examples: (folder?.examples ?? []).map(({ kind, name, title: shows, expected }) => ({
      ...{ kind, name, title: shows, expected },
      url: `${address}examples/${kind}/${name}.ttl`,
    })),
  }
}

type Answer = (found: Found, c: Context) => Response | Promise<Response>

/** What stands behind `/api/profiles/{id}/…`; undefined when there is nothing. */
const fileOf = (found: Found, name: string, base: string): Response | undefined => {
  const { folder, profile } = found
  if (!folder) return undefined
  const parse = (turtle: string) => new Parser({ format: TURTLE }).parse(turtle)
  const shapes = shapesTurtle(found, base) ?? ''
  switch (name) {
    case 'shapes.ttl':
      return text(shapes, TURTLE)
    case 'shapes.jsonld':
      return serialise(parse(shapes), JSON_LD, folder.prefixes)
    case 'selection.ttl':
      return folder.selection === undefined ? undefined : text(folder.selection, TURTLE)
    case 'profile.ttl':
      return serialise(folder.describe(addressOf(base, profile.id)), TURTLE, new Map())
    case 'profile.jsonld':
      return serialise(folder.describe(addressOf(base, profile.id)), JSON_LD, new Map())
    default: {
      const example = folder.examples.find(each => name === `examples/${each.kind}/${each.name}.ttl`)
      return example && text(example.turtle, TURTLE)
    }
  }
}

const ONE = describeRoute({
  path: '/api/profiles/{id}',
  summary:
    'One of the profiles, with its rules, its examples and how each source fares; also as Turtle or JSON-LD (PROF)',
  tag: 'registry',
  schema: OpenSchema,
  params: IdParam,
})

const SHAPES = describeRoute({
  path: '/api/profiles/{id}/shapes',
  summary: 'The SHACL shapes of a profile, as Turtle or JSON-LD; also at shapes.ttl and shapes.jsonld',
  tag: 'registry',
  schema: OpenSchema,
  params: IdParam,
  type: TURTLE,
})

const EXAMPLES = describeRoute({
  path: '/api/profiles/{id}/examples',
  summary: 'The examples of a profile: documents that conform to it, and documents that do not',
  tag: 'registry',
  schema: z.object({ examples: z.array(OpenSchema) }).openapi('ProfileExamples'),
  params: IdParam,
})

const FILE = describeRoute({
  path: '/api/profiles/{id}/{file}',
  summary: 'A file of a profile: profile, shapes, selection or an example, as Turtle or JSON-LD',
  tag: 'registry',
  schema: z.string(),
  params: IdParam.extend({
    file: z.string().openapi({
      param: { name: 'file', in: 'path' },
      description: 'Its name, as the profile lists it',
      example: 'shapes.ttl',
    }),
  }),
  type: TURTLE,
})

/** Mounts them. `/api/profiles/{id}` is JSON, or by negotiation the PROF description as Turtle or JSON-LD. */
export const mountProfiles = (app: OpenAPIHono, deps: ProfileDeps): void => {
  const { base, profiles } = deps
  const on =
    (answer: Answer) =>
    (c: Context): Response | Promise<Response> => {
      const id = c.req.param('id') ?? ''
      const profile = profiles.find(each => each.id === id)
      if (!profile)
        return notFound(
          'profile',
          id,
          didYouMean(
            id,
            profiles.map(each => each.id),
          ),
        )
      return answer({ profile, folder: openProfileFolder(id) }, c)
    }
  app.openapi(
    ONE,
    on(async (found, c) => {
      const type = chooseType(c.req.header('accept'), ['application/json', ...FORMATS])
      if (found.folder && (type === TURTLE || type === JSON_LD))
        return serialise(found.folder.describe(addressOf(base, found.profile.id)), type, new Map())
      c.header(GENERATION_HEADER, String(deps.catalogue.status().generation))
      c.header('vary', 'Accept')
      return c.json(await entry(found, deps))
    }) as never,
  )
  app.openapi(
    SHAPES,
    on((found, c) => {
      const type = chooseType(c.req.header('accept'), FORMATS) ?? TURTLE
      const name = type === JSON_LD ? 'shapes.jsonld' : 'shapes.ttl'
      return fileOf(found, name, base) ?? notFound('shapes of', found.profile.id)
    }) as never,
  )
  app.openapi(
    EXAMPLES,
    on(async (found, c) => c.json({ examples: (await entry(found, deps)).examples })) as never,
  )
  app.openAPIRegistry.registerPath(FILE)
  app.get(
    '/api/profiles/:id/:file{.+}',
    on((found, c) => {
      const name = c.req.param('file') ?? ''
      return fileOf(found, name, base) ?? notFound(`file of the profile ${found.profile.id}`, name)
    }),
  )
}
