using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Flujo.Generators.Parsing;

/// <summary>
/// A compilation to look at candidates with, and what tells whether it would see the same in an unchanged file as another one
/// did. It is part of the pipeline's cache, so it holds its compilation weakly: only a snapshot of the run under way is
/// ever opened, and that run keeps the compilation alive.
/// </summary>
internal sealed class CompilationSnapshot(Compilation compilation, ulong declarations)
{
    private readonly WeakReference<Compilation> _compilation = new(compilation);
    private readonly string? _assemblyName = compilation.AssemblyName;
    private readonly CompilationOptions _options = compilation.Options;
    private readonly ImmutableArray<MetadataReference> _references = compilation.ExternalReferences;
    private readonly ulong _declarations = declarations;

    public Compilation Open() => _compilation.TryGetTarget(out Compilation? compilation)
        ? compilation
        : throw new InvalidOperationException("A snapshot was opened after its run.");

    /// <summary>True when every declaration, in source and in references, is the same.</summary>
    public bool DeclaresTheSame(CompilationSnapshot other) => ReferenceEquals(this, other)
        || (_declarations == other._declarations
            && _assemblyName == other._assemblyName
            && _options.Equals(other._options)
            && _references.SequenceEqual(other._references));

    /// <summary>True when the referenced assemblies are the same.</summary>
    public bool ReferencesTheSame(CompilationSnapshot other) => _references.SequenceEqual(other._references);
}
