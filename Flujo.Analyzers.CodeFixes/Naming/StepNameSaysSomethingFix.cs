using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Flujo.Analyzers.CodeFixes.Naming;

/// <summary>FLJ1001: renames to what the method's name suggests.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class StepNameSaysSomethingFix() : NameFix("FLJ1001");
