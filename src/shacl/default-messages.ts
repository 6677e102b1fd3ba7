/** What is said when a shape has no sh:message: component (without its suffix) -> English and German. */
export const DEFAULT_MESSAGES: Readonly<Record<string, readonly [en: string, de: string]>> = {
  Class: ['The value must be an instance of {$class}', 'Der Wert muss eine Instanz von {$class} sein'],
  Datatype: [
    'The value must be a valid literal of datatype {$datatype}',
    'Der Wert muss ein gültiges Literal vom Datentyp {$datatype} sein',
  ],
  NodeKind: ['The value must be of kind {$nodeKind}', 'Der Wert muss von der Art {$nodeKind} sein'],
  MinCount: [
    'There must be at least {$minCount} value(s) here',
    'Hier muss es mindestens {$minCount} Wert(e) geben',
  ],
  MaxCount: [
    'There must be at most {$maxCount} value(s) here',
    'Hier darf es höchstens {$maxCount} Wert(e) geben',
  ],
  MinExclusive: [
    'The value must be greater than {$minExclusive}',
    'Der Wert muss größer als {$minExclusive} sein',
  ],
  MinInclusive: [
    'The value must be {$minInclusive} or greater',
    'Der Wert muss {$minInclusive} oder größer sein',
  ],
  MaxExclusive: [
    'The value must be less than {$maxExclusive}',
    'Der Wert muss kleiner als {$maxExclusive} sein',
  ],
  MaxInclusive: [
    'The value must be {$maxInclusive} or less',
    'Der Wert muss {$maxInclusive} oder kleiner sein',
  ],
  MinLength: [
    'The value must have at least {$minLength} character(s)',
    'Der Wert muss mindestens {$minLength} Zeichen haben',
  ],
  MaxLength: [
    'The value must have at most {$maxLength} character(s)',
    'Der Wert darf höchstens {$maxLength} Zeichen haben',
  ],
  Pattern: [
    'The value must match the regular expression {$pattern}',
    'Der Wert muss zum regulären Ausdruck {$pattern} passen',
  ],
  LanguageIn: [
    'The value must be text in one of the languages {$languageIn}',
    'Der Wert muss Text in einer der Sprachen {$languageIn} sein',
  ],
  UniqueLang: [
    'There must be at most one value per language',
    'Je Sprache darf es höchstens einen Wert geben',
  ],
  Equals: [
    'The values must be the same as those of {$equals}',
    'Die Werte müssen dieselben sein wie die von {$equals}',
  ],
  Disjoint: [
    'The value must not be a value of {$disjoint} as well',
    'Der Wert darf nicht zugleich ein Wert von {$disjoint} sein',
  ],
  LessThan: [
    'The value must be less than every value of {$lessThan}',
    'Der Wert muss kleiner sein als jeder Wert von {$lessThan}',
  ],
  LessThanOrEquals: [
    'The value must not be greater than any value of {$lessThanOrEquals}',
    'Der Wert darf nicht größer sein als ein Wert von {$lessThanOrEquals}',
  ],
  Not: ['The value must not conform to the shape {$not}', 'Der Wert darf der Form {$not} nicht entsprechen'],
  And: [
    'The value must conform to every one of the given shapes',
    'Der Wert muss jeder der angegebenen Formen entsprechen',
  ],
  Or: [
    'The value must conform to at least one of the given shapes',
    'Der Wert muss mindestens einer der angegebenen Formen entsprechen',
  ],
  Xone: [
    'The value must conform to exactly one of the given shapes',
    'Der Wert muss genau einer der angegebenen Formen entsprechen',
  ],
  Node: ['The value must conform to the shape {$node}', 'Der Wert muss der Form {$node} entsprechen'],
  Property: [
    'The value must conform to the property shape {$property}',
    'Der Wert muss der Eigenschaftsform {$property} entsprechen',
  ],
  QualifiedMinCount: [
    'At least {$qualifiedMinCount} value(s) must conform to the shape {$qualifiedValueShape}',
    'Mindestens {$qualifiedMinCount} Wert(e) müssen der Form {$qualifiedValueShape} entsprechen',
  ],
  QualifiedMaxCount: [
    'At most {$qualifiedMaxCount} value(s) may conform to the shape {$qualifiedValueShape}',
    'Höchstens {$qualifiedMaxCount} Wert(e) dürfen der Form {$qualifiedValueShape} entsprechen',
  ],
  Closed: ['The property {$PATH} is not allowed here', 'Die Eigenschaft {$PATH} ist hier nicht erlaubt'],
  HasValue: ['The value {$hasValue} is missing', 'Der Wert {$hasValue} fehlt'],
  In: ['The value must be one of: {$in}', 'Der Wert muss einer von diesen sein: {$in}'],
  SPARQL: [
    'The value does not meet a rule that is stated in SPARQL',
    'Der Wert erfüllt eine in SPARQL formulierte Regel nicht',
  ],
}
