using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Flujo.Analyzers.CodeFixes.Naming;

/// <summary>FLJ1003: renames to snake_case.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class StepNameIsSnakeCaseFix() : NameFix("FLJ1003");
