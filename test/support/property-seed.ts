/**
 * Property tests try the same cases at every run, so that a change is judged by what it changes. Others are tried on purpose:
 * PROPERTY_SEED=NUMBER for those of that seed, PROPERTY_SEED=random for new ones each time.
 */
import fc from 'fast-check'

const asked = process.env.PROPERTY_SEED
const seed = Number(asked ?? 20_261_122)
if (asked !== 'random' && !Number.isInteger(seed))
  throw new Error(`PROPERTY_SEED is "${asked}": say an integer or "random"`)
if (asked !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed })
