/** What to do about a failure, in words: component (without its suffix) -> sentence with `{placeholders}`. */
import type { Language } from './check-request.ts'

type Texts = Readonly<Record<string, string>>

const ENGLISH: Texts = {
  Class: 'give {value} the type {class}, or name something that has it',
  Concept: 'name a concept of a vocabulary by its IRI in place of {value}',
  Datatype: 'write it as {datatype}{example}',
  NodeKindIRI: 'give an IRI (https://…) in place of {value}',
  NodeKindLiteral: 'write a text or number in place of {value}',
  NodeKindBlankNode: 'describe it here instead of naming it by an IRI',
  NodeKindOther: 'it must be of kind {nodeKind}',
  MinCount: 'add {path}',
  MinCountMore: 'add {path}: {minCount} values are needed',
  MaxCount: 'keep at most {maxCount} of the values of {path}',
  MaxCountNone: 'remove {path}',
  MinExclusive: 'write a value greater than {minExclusive}',
  MinInclusive: 'write a value of {minInclusive} or more',
  MaxExclusive: 'write a value less than {maxExclusive}',
  MaxInclusive: 'write a value of {maxInclusive} or less',
  MinLength: 'write at least {minLength} characters',
  MaxLength: 'shorten it to {maxLength} characters',
  Pattern: 'write it so that it matches {pattern}',
  LanguageIn: 'mark the text with one of the languages {languageIn}',
  UniqueLang: 'keep one value of {path} per language',
  Equals: 'give {path} the same values as {equals}',
  Disjoint: 'take {value} out of {path} or out of {disjoint}',
  LessThan: 'write a value less than those of {lessThan}',
  LessThanOrEquals: 'write a value not greater than those of {lessThanOrEquals}',
  Not: 'change {value} so that it no longer has what is forbidden here',
  NotPath: 'change or remove the value {value} of {path}: it is of a forbidden form',
  And: 'mend what each of the shapes below finds',
  Or: 'mend what the closest branch finds; one branch is enough',
  Xone: 'mend what the closest branch finds; exactly one branch must pass',
  XoneMany: 'more than one branch passes: leave out what makes all but one of them pass',
  Node: 'mend what the shape {node} finds',
  Property: 'mend what the shape {property} finds',
  QualifiedMinCount: 'add a value of {path} that passes {qualifiedValueShape}',
  QualifiedMinCountMore:
    'add values of {path} that pass {qualifiedValueShape}: {qualifiedMinCount} are needed',
  QualifiedConcept: 'give {concept} a concept that passes {qualifiedValueShape}, or a narrower one',
  QualifiedMaxCount: 'keep at most {qualifiedMaxCount} values of {path} that pass {qualifiedValueShape}',
  Closed: 'remove {path}{near}',
  HasValue: 'add the value {hasValue}',
  HasValuePath: 'add {path} {hasValue}',
  In: 'write one of: {in}{near}',
  SPARQL: 'change the data so that the rule no longer finds {value}',
  Other: 'change the data so that the rule {component} holds',
}

const GERMAN: Texts = {
  Class: '{value} den Typ {class} geben oder etwas nennen, das ihn hat',
  Concept: 'statt {value} einen Begriff eines Vokabulars durch seine IRI nennen',
  Datatype: 'als {datatype} schreiben{example}',
  NodeKindIRI: 'statt {value} eine IRI angeben (https://…)',
  NodeKindLiteral: 'statt {value} einen Text oder eine Zahl schreiben',
  NodeKindBlankNode: 'hier beschreiben, statt durch eine IRI zu nennen',
  NodeKindOther: 'es muss von der Art {nodeKind} sein',
  MinCount: '{path} ergänzen',
  MinCountMore: '{path} ergänzen: {minCount} Werte sind nötig',
  MaxCount: 'höchstens {maxCount} der Werte von {path} behalten',
  MaxCountNone: '{path} entfernen',
  MinExclusive: 'einen Wert größer als {minExclusive} schreiben',
  MinInclusive: 'einen Wert von {minInclusive} oder mehr schreiben',
  MaxExclusive: 'einen Wert kleiner als {maxExclusive} schreiben',
  MaxInclusive: 'einen Wert von {maxInclusive} oder weniger schreiben',
  MinLength: 'mindestens {minLength} Zeichen schreiben',
  MaxLength: 'auf {maxLength} Zeichen kürzen',
  Pattern: 'so schreiben, dass es zu {pattern} passt',
  LanguageIn: 'den Text mit einer der Sprachen {languageIn} auszeichnen',
  UniqueLang: 'von {path} je Sprache einen Wert behalten',
  Equals: '{path} dieselben Werte geben wie {equals}',
  Disjoint: '{value} aus {path} oder aus {disjoint} herausnehmen',
  LessThan: 'einen Wert schreiben, der kleiner ist als die von {lessThan}',
  LessThanOrEquals: 'einen Wert schreiben, der nicht größer ist als die von {lessThanOrEquals}',
  Not: '{value} so ändern, dass es nicht mehr hat, was hier verboten ist',
  NotPath: 'den Wert {value} von {path} ändern oder entfernen: er hat eine verbotene Form',
  And: 'beheben, was jede der folgenden Formen findet',
  Or: 'beheben, was der nächstliegende Zweig findet; einer genügt',
  Xone: 'beheben, was der nächstliegende Zweig findet; genau einer muss gelten',
  XoneMany: 'mehr als ein Zweig gilt: weglassen, was alle bis auf einen gelten lässt',
  Node: 'beheben, was die Form {node} findet',
  Property: 'beheben, was die Form {property} findet',
  QualifiedMinCount: 'einen Wert von {path} ergänzen, der {qualifiedValueShape} entspricht',
  QualifiedMinCountMore:
    'Werte von {path} ergänzen, die {qualifiedValueShape} entsprechen: {qualifiedMinCount} sind nötig',
  QualifiedConcept: '{concept} einen Begriff geben, der {qualifiedValueShape} entspricht, oder einen engeren',
  QualifiedMaxCount:
    'höchstens {qualifiedMaxCount} Werte von {path} behalten, die {qualifiedValueShape} entsprechen',
  Closed: '{path} entfernen{near}',
  HasValue: 'den Wert {hasValue} ergänzen',
  HasValuePath: '{path} {hasValue} ergänzen',
  In: 'eines davon schreiben: {in}{near}',
  SPARQL: 'die Daten so ändern, dass die Regel {value} nicht mehr findet',
  Other: 'die Daten so ändern, dass die Regel {component} gilt',
}

/** Sentences by language. */
export const FIXES: Readonly<Record<Language, Texts>> = { en: ENGLISH, de: GERMAN }

/** Words inside sentences. */
export const WORDS: Readonly<
  Record<
    Language,
    { readonly example: string; readonly mean: string; readonly shape: string; readonly below: string }
  >
> = {
  en: { example: ', e.g. ', mean: ', did you mean ', shape: 'the shape below', below: 'below' },
  de: { example: ', z. B. ', mean: ', vielleicht ', shape: 'der folgenden Form', below: 'unten' },
}

/** A literal of each datatype that people get wrong. */
export const EXAMPLES: Texts = {
  date: '2024-05-31',
  dateTime: '2024-05-31T14:30:00Z',
  time: '14:30:00',
  gYear: '2024',
  gYearMonth: '2024-05',
  duration: 'P1Y2M',
  decimal: '12.5',
  integer: '12',
  nonNegativeInteger: '12',
  positiveInteger: '12',
  double: '1.25E1',
  float: '1.25E1',
  boolean: 'true',
  anyURI: 'https://…',
  language: 'en',
}
