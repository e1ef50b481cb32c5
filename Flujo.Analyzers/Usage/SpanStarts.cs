using Microsoft.CodeAnalysis;

namespace Flujo.Analyzers.Usage;

/// <summary>The methods of FlujoTrace that begin a run or a span, and hand out what ends it.</summary>
internal static class SpanStarts
{
    public static bool IsStart(IMethodSymbol method, KnownSymbols symbols) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingType, symbols.Trace)
        && method.MethodKind == MethodKind.Ordinary
        && (SymbolEqualityComparer.Default.Equals(method.ReturnType, symbols.Span) || SymbolEqualityComparer.Default.Equals(method.ReturnType, symbols.Run));

    /// <summary>What is begun, in words.</summary>
    public static string WhatIsStartedBy(IMethodSymbol method) => method.Name is "StartRun" or "ResumeRun" or "RunAsync" ? "run" : "span";
}
