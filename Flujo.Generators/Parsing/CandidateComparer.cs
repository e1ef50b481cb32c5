namespace Flujo.Generators.Parsing;

/// <summary>
/// Keeps a candidate from being looked at again when neither its file nor any declaration has changed. On this pair and
/// not on the snapshot itself, because a file that did change has to be looked at with the newest compilation.
/// </summary>
internal sealed class CandidateComparer : IEqualityComparer<(CandidateFile Left, CompilationSnapshot Right)>
{
    public static readonly CandidateComparer Instance = new();

    public bool Equals((CandidateFile Left, CompilationSnapshot Right) x, (CandidateFile Left, CompilationSnapshot Right) y) =>
        x.Left.Equals(y.Left) && x.Right.DeclaresTheSame(y.Right);

    public int GetHashCode((CandidateFile Left, CompilationSnapshot Right) pair) => pair.Left.GetHashCode();
}
