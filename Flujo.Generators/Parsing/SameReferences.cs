namespace Flujo.Generators.Parsing;

/// <summary>Takes snapshots with the same references for the same: what is read of the references alone is read once.</summary>
internal sealed class SameReferences : IEqualityComparer<CompilationSnapshot>
{
    public static readonly SameReferences Instance = new();

    public bool Equals(CompilationSnapshot x, CompilationSnapshot y) => x.ReferencesTheSame(y);

    public int GetHashCode(CompilationSnapshot snapshot) => 0;
}
