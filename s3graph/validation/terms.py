"""The SHACL vocabulary: which local names exist, and which make a shape, a target or a link to another shape."""

from __future__ import annotations

from s3graph.vocabulary import SH

_CLASSES = """
    AbstractResult BlankNode BlankNodeOrIRI BlankNodeOrLiteral ConstraintComponent Function IRI IRIOrLiteral Info
    Literal NodeKind NodeShape Parameter Parameterizable PrefixDeclaration PropertyGroup PropertyShape
    ResultAnnotation Rule SPARQLAskExecutable SPARQLAskValidator SPARQLConstraint SPARQLConstructExecutable
    SPARQLExecutable SPARQLFunction SPARQLRule SPARQLSelectExecutable SPARQLSelectValidator SPARQLTarget
    SPARQLTargetType SPARQLUpdateExecutable Severity Shape Target TargetType TripleRule ValidationReport
    ValidationResult Validator Violation Warning this
"""
_COMPONENTS = """
    And Class Closed Datatype Disjoint Equals Expression HasValue In LanguageIn LessThan LessThanOrEquals MaxCount
    MaxExclusive MaxInclusive MaxLength MinCount MinExclusive MinInclusive MinLength Node NodeKind Not Or Pattern
    Property QualifiedMaxCount QualifiedMinCount SPARQL UniqueLang Xone
"""
_PARAMETERS = """
    and class closed datatype disjoint equals expression hasValue in languageIn lessThan lessThanOrEquals maxCount
    maxExclusive maxInclusive maxLength minCount minExclusive minInclusive minLength node nodeKind not or pattern
    property qualifiedMaxCount qualifiedMinCount qualifiedValueShape sparql uniqueLang xone
"""
_PROPERTIES = """
    alternativePath annotationProperty annotationValue annotationVarName ask conforms construct condition
    deactivated declare defaultValue description detail entailment filterShape flags focusNode group
    ignoredProperties intersection inversePath labelTemplate message name namespace nodeValidator nodes object
    oneOrMorePath optional order parameter path predicate prefix prefixes propertyValidator
    qualifiedValueShapesDisjoint result resultAnnotation resultMessage resultPath resultSeverity returnType rule
    select severity shapesGraph shapesGraphWellFormed sourceConstraint sourceConstraintComponent sourceShape subject
    suggestedShapesGraph target targetClass targetNode targetObjectsOf targetSubjectsOf union update validator value
    zeroOrMorePath zeroOrOnePath
"""

PARAMETERS = tuple(SH[name] for name in _PARAMETERS.split())
TARGETS = (SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)
SHAPE_LINKS = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
SHAPE_LIST_LINKS = (SH["and"], SH["or"], SH.xone)
ADVANCED = frozenset(SH[name] for name in ("target", "rule", "expression", "values", "entailment"))
ALL = frozenset(
    SH[name]
    for name in (
        "",
        *_CLASSES.split(),
        *(f"{name}ConstraintComponent" for name in _COMPONENTS.split()),
        *_PARAMETERS.split(),
        *_PROPERTIES.split(),
    )
)
