/** /profiles and /profiles/{id}: the profiles for people. */
import type { Context, Hono } from 'hono'
import type { Profile } from '../../model/profile.ts'
import { openProfileFolder } from '../../registry/profile-files.ts'
import { renderPage } from '../views/layout.ts'
import { type ProfilePart, profilePage } from '../views/profile-page.ts'
import { shapeBoxes } from '../views/profile-properties.ts'
import { profilesPage } from '../views/profiles-page.ts'
import { isDemo, type PortalDeps } from './portal/deps.ts'
import { notFoundPage } from './portal/not-found.ts'
import { profileFigures, samplesPerProfile } from './profiles-figures.ts'

const list = async (c: Context, deps: PortalDeps): Promise<Response> => {
  const samples = await samplesPerProfile(deps.catalogue)
  return renderPage(c, isDemo(deps), {
    title: 'Profiles',
    description:
      'The SHACL profiles that records of samples are checked against, and how they build on each other.',
    body: profilesPage(deps.profiles, samples),
  })
}

/** All profiles that one builds on, the nearest first, each once. */
const ancestorsOf = (profile: Profile, profiles: readonly Profile[]): Profile[] => {
  const found = new Set<Profile>()
  const near = [profile]
  for (const each of near)
    for (const parent of profiles.filter(({ id }) => each.inherits.includes(id)))
      if (parent !== profile && !found.has(parent)) {
        found.add(parent)
        near.push(parent)
      }
  return [...found]
}

const one = async (c: Context, deps: PortalDeps, profile: Profile): Promise<Response> => {
  const { profiles, vocabularies } = deps
  const partOf = (each: Profile): ProfilePart => {
    const prefixes = openProfileFolder(each.id)?.prefixes ?? new Map<string, string>()
    return { profile: each, boxes: shapeBoxes(each, { prefixes, label: iri => vocabularies.label(iri) }) }
  }
  const folder = openProfileFolder(profile.id)
  const body = profilePage({
    ...partOf(profile),
    ancestors: ancestorsOf(profile, profiles).map(partOf),
    children: profiles.filter(({ inherits }) => inherits.includes(profile.id)),
    sources: folder?.sources ?? [],
    examples: folder?.examples ?? [],
    figures: await profileFigures(profile, deps),
    hasSelection: folder?.selection !== undefined,
  })
  return renderPage(c, isDemo(deps), {
    title: profile.title,
    description: profile.description.slice(0, 200),
    body,
  })
}

/** Mounts both pages. The playground is a page of its own: `/profiles/playground` is left to whoever mounts it. */
export const mountProfilePages = (app: Hono, deps: PortalDeps): void => {
  app.get('/profiles', c => list(c, deps))
  app.get('/profiles/:id', async (c, next) => {
    const id = c.req.param('id')
    const profile = deps.profiles.find(each => each.id === id)
    if (profile) return one(c, deps, profile)
    if (id === 'playground') return next()
    return notFoundPage(c, deps, `profile “${id.slice(0, 200)}”`)
  })
}
